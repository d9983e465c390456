package connectly.web.socket;

import connectly.query.updates.UpdateQueries;
import connectly.web.connections.Ending;
import connectly.web.connections.Frame;
import connectly.web.connections.Outbox;
import connectly.web.connections.Peer;
import connectly.web.connections.Subscription;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.UpdateFrame;
import connectly.web.feed.UpdateFrames;
import connectly.web.identity.Caller;
import connectly.web.presence.Device;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One socket: its client, and what that has been told and has asked for. */
final class Connection implements Peer {
    private static final long SILENCE_SECONDS = 60;
    /** Bad frames of one socket before it is closed. */
    private static final int MOST_BAD_FRAMES = 50;

    private final UUID id = UUID.randomUUID();
    private final Caller caller;
    private final String address;
    private final Outbox outbox;
    private final Subscription subscription;
    private final long beginning;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger badFrames = new AtomicInteger();
    private volatile boolean ponged;
    private volatile boolean lastCalled;
    private volatile boolean handling;
    private volatile @Nullable Device device;
    private volatile long lastHeardNanos = System.nanoTime();

    Connection(
            Caller caller, String address, Outbox outbox, LiveFeed feed, UpdateQueries updates, UpdateFrames frames) {
        this.caller = caller;
        this.address = address;
        this.outbox = outbox;
        this.subscription = new Subscription(caller.requireUser(), outbox, Connection::frame, feed, updates, frames);
        this.beginning = feed.position();
    }

    private static Frame frame(UpdateFrame update) {
        return new Frame(update.json(), update.conversation());
    }

    UUID id() {
        return id;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    UUID userId() {
        return subscription.userId();
    }

    @Override
    public String address() {
        return address;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Where the log stood when this connection was made. */
    long beginning() {
        return beginning;
    }

    /** Commands of this client that are not answered yet. */
    AtomicInteger unanswered() {
        return unanswered;
    }

    int badFrames() {
        return badFrames.get();
    }

    /** Counts a frame that should not have come; too many of them end the connection. */
    void bad() {
        if (badFrames.incrementAndGet() > MOST_BAD_FRAMES) {
            outbox.close(Ending.ABUSE);
        }
    }

    /** Has the presence of its user depend on this connection from now on. */
    void countAs(Device newDevice) {
        device = newDevice;
    }

    /** Somebody sits there. */
    void active() {
        Device counting = device;
        if (counting != null) {
            counting.active();
        }
    }

    /** Nobody sits there now. */
    void away() {
        Device counting = device;
        if (counting != null) {
            counting.away();
        }
    }

    void heard() {
        lastHeardNanos = System.nanoTime();
    }

    /** The client has answered a ping, or acts as if. Returns whether it has never before. */
    boolean ponged() {
        heard();
        boolean first = !ponged;
        ponged = true;
        return first;
    }

    @Override
    public void beat() {
        if (System.nanoTime() - lastHeardNanos > TimeUnit.SECONDS.toNanos(SILENCE_SECONDS)) {
            outbox.close(Ending.SILENT);
        } else {
            outbox.ping();
        }
    }

    /** See {@link Subscription#begin}. */
    boolean begin(long position) {
        return subscription.begin(position);
    }

    /** Pings a client that has not said from where it resumes: what it has said by its answer still counts. */
    void lastCall() {
        if (!hasBegun()) {
            lastCalled = true;
            outbox.ping();
        }
    }

    boolean isLastCalled() {
        return lastCalled;
    }

    boolean hasBegun() {
        return subscription.hasBegun();
    }

    /** See {@link Subscription#hasBegunAt}. */
    boolean hasBegunAt(long position) {
        return subscription.hasBegunAt(position);
    }

    /** Whether a frame of this client is being looked at, and may become one that is not answered yet. */
    void handling(boolean now) {
        handling = now;
    }

    @Override
    public boolean isBusy() {
        return handling || unanswered.get() > 0;
    }

    /** A server that goes down lets what waits leave first: acknowledgements are among it. */
    @Override
    public void end(Ending why) {
        if (why == Ending.RESTARTING) {
            outbox.closeAfterwards(why);
        } else {
            outbox.close(why);
        }
    }

    /** The socket is gone, by whichever side. */
    void ended() {
        subscription.end();
    }
}
