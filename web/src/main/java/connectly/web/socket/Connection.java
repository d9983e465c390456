package connectly.web.socket;

import connectly.query.updates.Change;
import connectly.query.updates.Changes;
import connectly.query.updates.UpdateQueries;
import connectly.web.feed.Listener;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.UpdateFrames;
import connectly.web.identity.Caller;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;

/**
 * One socket and how far its client has been told. It begins at rest, catches up from a position on, and then listens
 * live; the same query serves both, and the feed lets it in only where the two meet, so nothing is skipped or told twice.
 */
final class Connection implements Listener {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final UUID id = UUID.randomUUID();
    private final Caller caller;
    private final UUID userId;
    private final String address;
    private final Outbox outbox;
    private final LiveFeed feed;
    private final UpdateQueries updates;
    private final UpdateFrames frames;
    private final long beginning;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger badFrames = new AtomicInteger();
    private volatile long lastHeardNanos = System.nanoTime();
    private boolean begun;

    Connection(
            Caller caller, String address, Outbox outbox, LiveFeed feed, UpdateQueries updates, UpdateFrames frames) {
        this.caller = caller;
        this.userId = caller.requireUser();
        this.address = address;
        this.outbox = outbox;
        this.feed = feed;
        this.updates = updates;
        this.frames = frames;
        this.beginning = feed.position();
    }

    UUID id() {
        return id;
    }

    Caller caller() {
        return caller;
    }

    @Override
    public UUID userId() {
        return userId;
    }

    String address() {
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

    AtomicInteger badFrames() {
        return badFrames;
    }

    void heard() {
        lastHeardNanos = System.nanoTime();
    }

    long silentNanos() {
        return System.nanoTime() - lastHeardNanos;
    }

    /**
     * Begins to tell the client what happened after {@code position}, in log order.
     *
     * @return false when it had begun before, so that this position comes too late
     */
    boolean begin(long position) {
        lock.lock();
        try {
            if (begun) {
                return false;
            }
            begun = true;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("socket-catch-up").start(() -> catchUp(position));
        return true;
    }

    boolean hasBegun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    private void catchUp(long from) {
        try {
            long position = from;
            while (!feed.join(this, position)) {
                Changes changes = updates.since(position, userId);
                for (Change change : changes.items()) {
                    if (!outbox.put(frames.of(change))) {
                        return;
                    }
                }
                position = changes.through();
            }
            if (outbox.isClosed()) {
                feed.leave(this);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("a client could not catch up", e);
            outbox.close(CloseStatus.SERVER_ERROR);
        }
    }

    @Override
    public void tell(String frame) {
        outbox.offer(frame);
    }

    /** The socket is gone, by whichever side. */
    void ended() {
        outbox.closed();
        feed.leave(this);
    }
}
