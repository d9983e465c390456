package connectly.eventlog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The bounded line of appends before the writer. Closed, it takes nothing more but still gives out what it holds. */
final class AppendQueue {
    /** What became of an offer. */
    enum Offer {
        ACCEPTED,
        FULL,
        CLOSED
    }

    private final int capacity;
    private final Deque<PendingAppend> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    AppendQueue(int capacity) {
        this.capacity = capacity;
    }

    Offer offer(PendingAppend append) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            if (waiting.size() >= capacity) {
                return Offer.FULL;
            }
            waiting.add(append);
            changed.signal();
            return Offer.ACCEPTED;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for an append and takes up to {@code most}.
     *
     * @return empty when none came for so long; null when the queue is closed and nothing is left
     */
    @Nullable List<PendingAppend> take(int most, long waitNanos) {
        lock.lock();
        try {
            long left = waitNanos;
            while (waiting.isEmpty() && !closed && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException _) {
                    // Nobody interrupts the writer on purpose; if somebody does, it goes on.
                }
            }
            if (waiting.isEmpty() && closed) {
                return null;
            }
            List<PendingAppend> taken = new ArrayList<>(Math.min(most, waiting.size()));
            while (taken.size() < most && !waiting.isEmpty()) {
                taken.add(waiting.remove());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
