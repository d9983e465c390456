package connectly.web.feed;

import connectly.query.conversations.ConversationQueries;
import connectly.query.history.MessagePlace;
import connectly.query.updates.Change;
import connectly.query.updates.Changes;
import connectly.query.updates.UpdateQueries;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every connected member of what changed, once each and in log order. One thread reads what the projection has
 * committed, writes each change down once, and hands it to the queues of its receivers; it waits for none of them.
 */
public final class LiveFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);

    private static final long CLOSED = -1;

    private final UpdateQueries updates;
    private final UpdateFrames frames;
    private final Audiences audiences;
    private final MessagePlaces places;
    private final Thread thread = Thread.ofPlatform().name("live-feed").unstarted(this::run);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, Set<Listener>> listeners = new ConcurrentHashMap<>();
    private final AtomicLong reached;
    private long position;
    private volatile boolean closed;

    /**
     * Makes a feed that {@link #start} sets going.
     *
     * @param position from which on it tells; what was before is history
     */
    public LiveFeed(
            UpdateQueries updates,
            ConversationQueries conversations,
            UpdateFrames frames,
            MessagePlaces places,
            long position) {
        this.updates = updates;
        this.frames = frames;
        this.audiences = new Audiences(conversations);
        this.places = places;
        this.reached = new AtomicLong(position);
        this.position = position;
    }

    public void start() {
        thread.start();
    }

    /** The projection has committed up to here. Only notes it: the projection must not wait for the feed. */
    public void reached(long newPosition) {
        reached.accumulateAndGet(newPosition, Math::max);
        LockSupport.unpark(thread);
    }

    /** Up to where everybody connected has been told. */
    public long position() {
        lock.lock();
        try {
            return position;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a listener who knows everything up to {@code known} hear what comes after.
     *
     * @return false when the feed is further already: the listener has to catch up first, and ask again
     */
    public boolean join(Listener listener, long known) {
        lock.lock();
        try {
            if (known < position) {
                return false;
            }
            listeners
                    .computeIfAbsent(listener.userId(), _ -> ConcurrentHashMap.newKeySet())
                    .add(listener);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what {@link #join} began; harmless when it never did. */
    public void leave(Listener listener) {
        lock.lock();
        try {
            listeners.computeIfPresent(listener.userId(), (_, ofUser) -> {
                ofUser.remove(listener);
                return ofUser.isEmpty() ? null : ofUser;
            });
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long seen = 0;
        while ((seen = awaitMore(seen)) != CLOSED) {
            try {
                while (position() < seen) {
                    tell(updates.since(position()));
                }
            } catch (RuntimeException e) {
                // The position stays, so nothing is skipped: it is told with the next commit.
                log.error("the live feed could not read what changed", e);
            }
        }
    }

    /** The next commit after the one that was seen. */
    private long awaitMore(long seen) {
        long told = Math.max(seen, position());
        while (!closed && reached.get() <= told) {
            LockSupport.park(this);
        }
        return closed ? CLOSED : reached.get();
    }

    private void tell(Changes changes) {
        for (Change change : changes.items()) {
            tell(change);
            if (change.data() instanceof Change.Message(var message)) {
                places.found(message.messageId(), new MessagePlace(message.seq(), change.position()));
            }
        }
        lock.lock();
        try {
            position = Math.max(position, changes.through());
        } finally {
            lock.unlock();
        }
    }

    private void tell(Change change) {
        // What can take long is done before the lock is taken, which everybody who joins or leaves waits for.
        Set<UUID> audience = audiences.of(change);
        String frame = audience.stream().anyMatch(listeners::containsKey) ? frames.of(change) : null;
        lock.lock();
        try {
            for (UUID user : audience) {
                for (Listener listener : listeners.getOrDefault(user, Set.of())) {
                    frame = frame == null ? frames.of(change) : frame;
                    listener.tell(frame);
                }
            }
            position = change.position();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
