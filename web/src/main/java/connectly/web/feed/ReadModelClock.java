package connectly.web.feed;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Tells when the read model shows what the log had at a moment, so that whoever has just written can read it back.
 */
public final class ReadModelClock {
    /** An answer waits no longer than this: what was written is on disk and will be shown. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final LongSupplier logHead;
    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparingLong(Waiting::position));
    private long reached;
    private long lastProgress = System.nanoTime();
    private boolean behind;

    /**
     * @param logHead the position of the last event on disk
     * @param reached up to which position the read model goes now
     */
    public ReadModelClock(LongSupplier logHead, long reached) {
        this.logHead = logHead;
        this.reached = reached;
    }

    private record Waiting(long position, CompletableFuture<Void> done) {}

    /** The projection has committed up to here. */
    public void reached(long position) {
        lock.lock();
        try {
            reached = Math.max(reached, position);
            lastProgress = System.nanoTime();
            while (!waiting.isEmpty() && waiting.element().position() <= reached) {
                CompletableFuture<Void> done = waiting.remove().done();
                done.completeAsync(() -> null);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Completed when the read model shows everything that is in the log now, or after a second. */
    public CompletableFuture<Void> caughtUp() {
        long position = logHead.getAsLong();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Waiting entry = new Waiting(position, done);
        lock.lock();
        try {
            if (reached >= position) {
                return CompletableFuture.completedFuture(null);
            }
            waiting.add(entry);
        } finally {
            lock.unlock();
        }
        return done.completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> forget(entry));
    }

    private void forget(Waiting entry) {
        lock.lock();
        try {
            waiting.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    /** The position of the last event on disk. */
    public long head() {
        return logHead.getAsLong();
    }

    /** Up to which position of the log the read model goes. */
    public long position() {
        lock.lock();
        try {
            return reached;
        } finally {
            lock.unlock();
        }
    }

    /** How long the read model has stood still though it is behind the log, as far as this was asked; else zero. */
    public Duration stuckFor() {
        lock.lock();
        try {
            boolean wasBehind = behind;
            behind = logHead.getAsLong() > reached;
            if (behind && !wasBehind) {
                lastProgress = System.nanoTime();
            }
            return behind ? Duration.ofNanos(System.nanoTime() - lastProgress) : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    /** How many events the read model is behind the log. */
    public long lag() {
        lock.lock();
        try {
            return Math.max(0, logHead.getAsLong() - reached);
        } finally {
            lock.unlock();
        }
    }
}
