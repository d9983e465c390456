package connectly.web.feed;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The connected listeners of one user. Conversations refer to it, so that a change finds its receivers without looking
 * anybody up. Its lock is held for the few listeners of one user: nobody who joins waits for a crowd to be told.
 */
final class Person {
    private static final Joined[] NOBODY = {};

    private final ReentrantLock lock = new ReentrantLock();
    private Joined[] joined = NOBODY;
    /** Read without the lock, to pass over who is not connected; {@link #tell} looks again. */
    private volatile boolean connected;

    /** @param known the position up to which the listener knows everything from its own catching up */
    private record Joined(Listener listener, long known) {}

    /**
     * Lets the listener hear what comes after {@code known}, unless the feed is telling something later already.
     *
     * @param telling the position that the feed tells; written before anybody is told of it, so that a listener who was
     *     let in before is told, and one who comes after is refused
     */
    boolean join(Listener listener, long known, LongSupplier telling) {
        lock.lock();
        try {
            connected = true;
            if (known < telling.getAsLong()) {
                connected = joined.length > 0;
                return false;
            }
            Joined[] more = Arrays.copyOf(joined, joined.length + 1);
            more[joined.length] = new Joined(listener, known);
            joined = more;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave(Listener listener) {
        lock.lock();
        try {
            joined = Arrays.stream(joined)
                    .filter(one -> !one.listener().equals(listener))
                    .toArray(Joined[]::new);
            connected = joined.length > 0;
        } finally {
            lock.unlock();
        }
    }

    boolean isConnected() {
        return connected;
    }

    void tell(UpdateFrame update, long position) {
        lock.lock();
        try {
            for (Joined one : joined) {
                if (one.known() < position) {
                    one.listener().tell(update);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has what they were told sent. */
    void flush() {
        lock.lock();
        try {
            for (Joined one : joined) {
                one.listener().flush();
            }
        } finally {
            lock.unlock();
        }
    }
}
