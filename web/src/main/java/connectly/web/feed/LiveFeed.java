package connectly.web.feed;

import connectly.query.conversations.ConversationQueries;
import connectly.query.history.MessagePlace;
import connectly.query.history.MessageView;
import connectly.query.updates.Change;
import connectly.query.updates.Changes;
import connectly.query.updates.UpdateQueries;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
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

    /** Changes put into the queues before anything is sent: far fewer than fill the queue of one who reads. */
    private static final int SENT_TOGETHER = 64;

    private final UpdateQueries updates;
    private final UpdateFrames frames;
    private final People people = new People();
    private final Audiences audiences;
    private final MessagePlaces places;
    private final Thread thread = Thread.ofPlatform().name("live-feed").unstarted(this::run);
    /** Who is connected, which keeps them in {@link People}. */
    private final Map<Listener, Person> connected = new ConcurrentHashMap<>();

    private final AtomicLong reached = new AtomicLong();
    /** The position that is being told; written before anybody is told of it. */
    private volatile long telling;

    private volatile long position;
    private volatile boolean closed;

    /** Makes a feed that {@link #start} sets going. */
    public LiveFeed(
            UpdateQueries updates, ConversationQueries conversations, UpdateFrames frames, MessagePlaces places) {
        this.updates = updates;
        this.frames = frames;
        this.audiences = new Audiences(conversations, people);
        this.places = places;
    }

    /** Begins to tell what comes after {@code from}; what was before is history. */
    public void start(long from) {
        telling = from;
        position = from;
        thread.start();
    }

    /** The projection has committed up to here. Only notes it: the projection must not wait for the feed. */
    public void reached(long newPosition) {
        reached.accumulateAndGet(newPosition, Math::max);
        LockSupport.unpark(thread);
    }

    /** Up to where everybody connected has been told. */
    public long position() {
        return position;
    }

    /**
     * Lets a listener who knows everything up to {@code known} hear what comes after. Who has caught up may know more
     * than the feed has told yet, so it is told of nothing up to there.
     *
     * @return false when the feed is further already: the listener has to catch up first, and ask again
     */
    public boolean join(Listener listener, long known) {
        Person person = people.of(listener.userId());
        boolean joined = person.join(listener, known, () -> telling);
        if (joined) {
            // Not before: one who leaves meanwhile would take this entry away, and be told for ever.
            connected.put(listener, person);
        }
        return joined;
    }

    /** Ends what {@link #join} has begun. Who may have been left while they joined has to leave again after that. */
    public void leave(Listener listener) {
        Person person = connected.remove(listener);
        if (person != null) {
            person.leave(listener);
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
        List<Change> items = changes.items();
        for (int from = 0; from < items.size(); from += SENT_TOGETHER) {
            tell(items.subList(from, Math.min(items.size(), from + SENT_TOGETHER)));
        }
        telling = Math.max(telling, changes.through());
        position = telling;
    }

    /** All are put in first and sent then, so that what was committed together leaves together. */
    private void tell(List<Change> changes) {
        Set<List<Person>> told = Collections.newSetFromMap(new IdentityHashMap<>());
        try {
            for (Change change : changes) {
                List<Person> audience = audiences.of(change);
                told.add(audience);
                tell(change, audience);
            }
        } finally {
            told.forEach(audience -> audience.forEach(Person::flush));
        }
    }

    private void tell(Change change, List<Person> audience) {
        telling = change.position();
        UpdateFrame frame = null;
        for (Person person : audience) {
            if (person.isConnected()) {
                frame = frame == null ? frames.of(change) : frame;
                person.tell(frame, change.position());
            }
        }
        position = change.position();
        if (change.data() instanceof Change.Message told && change.kind().equals("message.sent")) {
            MessageView message = told.message();
            places.found(message.messageId(), new MessagePlace(message.seq(), change.position()));
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
