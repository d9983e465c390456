package connectly.web.feed;

import connectly.query.conversations.ConversationQueries;
import connectly.query.history.MessagePlace;
import connectly.query.history.MessageView;
import connectly.query.updates.Change;
import connectly.query.updates.Changes;
import connectly.query.updates.UpdateQueries;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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

    /** How soon a read that failed is tried again. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final UpdateQueries updates;
    private final UpdateFrames frames;
    private final Audiences audiences;
    private final MessagePlaces places;
    private final Thread thread = Thread.ofPlatform().name("live-feed").unstarted(this::run);
    private final ReentrantLock lock = new ReentrantLock();
    /** By user; each with the position up to which it knows everything from its own catching up. */
    private final Map<UUID, Map<Listener, Long>> listeners = new ConcurrentHashMap<>();

    private final AtomicLong reached = new AtomicLong();
    private long position;
    private volatile boolean closed;

    /** Makes a feed that {@link #start} sets going. */
    public LiveFeed(
            UpdateQueries updates, ConversationQueries conversations, UpdateFrames frames, MessagePlaces places) {
        this.updates = updates;
        this.frames = frames;
        this.audiences = new Audiences(conversations);
        this.places = places;
    }

    /** Begins to tell what comes after {@code from}; what was before is history. */
    public void start(long from) {
        lock.lock();
        try {
            position = from;
        } finally {
            lock.unlock();
        }
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
     * Lets a listener who knows everything up to {@code known} hear what comes after. Who has caught up may know more
     * than the feed has told yet, so it is told of nothing up to there.
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
                    .computeIfAbsent(listener.userId(), _ -> new ConcurrentHashMap<>())
                    .put(listener, known);
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
        while (awaitMore()) {
            try {
                tell(updates.since(position()));
            } catch (RuntimeException | Error e) {
                // The position stays, so nothing is skipped. The next commit may be far away, so it is not waited for.
                log.error("the live feed could not tell what changed, and tries again", e);
                LockSupport.parkNanos(this, RETRY_NANOS);
            }
        }
    }

    /** False once the feed is closed. */
    private boolean awaitMore() {
        while (!closed && reached.get() <= position()) {
            LockSupport.park(this);
        }
        return !closed;
    }

    private void tell(Changes changes) {
        for (Change change : changes.items()) {
            tell(change);
            if (change.data() instanceof Change.Message told && change.kind().equals("message.sent")) {
                MessageView message = told.message();
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
        UpdateFrame frame = audience.stream().anyMatch(listeners::containsKey) ? frames.of(change) : null;
        lock.lock();
        try {
            for (UUID user : audience) {
                for (var ofUser : listeners.getOrDefault(user, Map.of()).entrySet()) {
                    if (ofUser.getValue() < change.position()) {
                        frame = frame == null ? frames.of(change) : frame;
                        ofUser.getKey().tell(frame);
                    }
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
            if (thread.getState() != Thread.State.NEW) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
