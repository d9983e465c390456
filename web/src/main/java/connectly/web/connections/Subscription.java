package connectly.web.connections;

import connectly.query.updates.Change;
import connectly.query.updates.Changes;
import connectly.query.updates.UpdateQueries;
import connectly.web.feed.Listener;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.UpdateFrame;
import connectly.web.feed.UpdateFrames;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one client what happens after a position. It begins at rest, catches up from the position on, and then listens
 * live; the same query serves both, and the feed lets it in only where the two meet, so nothing is skipped or told twice.
 */
public final class Subscription implements Listener {
    private static final Logger log = LoggerFactory.getLogger(Subscription.class);

    private static final long NOWHERE = -1;

    private final UUID userId;
    private final Outbox outbox;
    private final Function<UpdateFrame, Frame> form;
    private final LiveFeed feed;
    private final UpdateQueries updates;
    private final UpdateFrames frames;
    /** Where it has begun. */
    private final AtomicLong start = new AtomicLong(NOWHERE);

    /** @param form how an update is written for this transport */
    public Subscription(
            UUID userId,
            Outbox outbox,
            Function<UpdateFrame, Frame> form,
            LiveFeed feed,
            UpdateQueries updates,
            UpdateFrames frames) {
        this.userId = userId;
        this.outbox = outbox;
        this.form = form;
        this.feed = feed;
        this.updates = updates;
        this.frames = frames;
    }

    @Override
    public UUID userId() {
        return userId;
    }

    /**
     * Begins to tell the client what happened after {@code position}, in log order.
     *
     * @return false when it had begun before, so that this position comes too late
     */
    public boolean begin(long position) {
        if (!start.compareAndSet(NOWHERE, position)) {
            return false;
        }
        Thread.ofVirtual().name("catch-up").start(() -> catchUp(position));
        return true;
    }

    public boolean hasBegun() {
        return start.get() != NOWHERE;
    }

    /** Whether it has begun after this very position, so that to ask for it again changes nothing. */
    public boolean hasBegunAt(long position) {
        return start.get() == position;
    }

    private void catchUp(long from) {
        try {
            long position = from;
            while (!feed.join(this, position)) {
                Changes changes = updates.since(position, userId);
                for (Change change : changes.items()) {
                    if (!outbox.put(next(frames.of(change)))) {
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
        } catch (RuntimeException | Error e) {
            // Whatever it was: a client that is told nothing more must not believe that nothing happens.
            log.error("a client could not catch up", e);
            outbox.close(Ending.FAILED);
        }
    }

    @Override
    public void tell(UpdateFrame update) {
        outbox.add(next(update));
    }

    /** The frame of an update. Where that is the user's own removal, what still waits of the conversation is dropped. */
    private Frame next(UpdateFrame update) {
        if (userId.equals(update.removed())) {
            outbox.drop(update.conversation());
        }
        return form.apply(update);
    }

    @Override
    public void flush() {
        outbox.flush();
    }

    /** The connection is gone, by whichever side. */
    public void end() {
        outbox.closed();
        feed.leave(this);
    }
}
