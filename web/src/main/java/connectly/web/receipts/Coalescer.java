package connectly.web.receipts;

import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Does for each key at once what it is asked first, then pauses, and does together what it was asked meanwhile.
 *
 * @param <K> whatever has pauses of its own
 * @param <V> what is asked; can be merged
 */
final class Coalescer<K, V> {
    /** Keys that may have something to do, or a pause, at once. It bounds the memory. */
    private static final int MOST_KEYS = 100_000;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final BinaryOperator<V> merge;
    private final BiFunction<K, V, CompletableFuture<Void>> work;
    private final Function<V, Duration> pauseAfter;
    private final ScheduledExecutorService timer;
    private final ReentrantLock lock = new ReentrantLock();
    /** What waits for each key; empty while it only pauses. */
    private final Map<K, Waiting<V>> keys = new HashMap<>();

    /** What was asked since the work last began, and who waits for it. */
    private record Waiting<V>(List<V> asked, CompletableFuture<Void> done) {
        static <V> Waiting<V> nothing() {
            return new Waiting<>(List.of(), new CompletableFuture<>());
        }
    }

    /**
     * @param merge may change its first argument, and takes both over
     * @param pauseAfter how long a key pauses after that was done
     * @param timer does the work
     */
    Coalescer(
            BinaryOperator<V> merge,
            BiFunction<K, V, CompletableFuture<Void>> work,
            Function<V, Duration> pauseAfter,
            ScheduledExecutorService timer) {
        this.merge = merge;
        this.work = work;
        this.pauseAfter = pauseAfter;
        this.timer = timer;
    }

    /**
     * Asks for something.
     *
     * @return completed, in the way that the work did, once it is done with this in it
     * @throws connectly.web.problem.ProblemException when too much is going on
     */
    CompletableFuture<Void> ask(K key, V value) {
        lock.lock();
        try {
            Waiting<V> waiting = keys.get(key);
            if (waiting == null) {
                if (keys.size() >= MOST_KEYS) {
                    throw Problem.of(ProblemCode.RATE_LIMITED)
                            .detail("Too many receipts wait to be recorded.")
                            .retryAfter(SOON)
                            .toException();
                }
                waiting = Waiting.nothing();
                timer.execute(() -> turn(key));
            }
            V merged = waiting.asked().isEmpty()
                    ? value
                    : merge.apply(waiting.asked().getFirst(), value);
            keys.put(key, new Waiting<>(List.of(merged), waiting.done()));
            return waiting.done().copy();
        } finally {
            lock.unlock();
        }
    }

    /** Does what waits for a key; where nothing does, its pause is over. */
    private void turn(K key) {
        Waiting<V> due;
        lock.lock();
        try {
            due = keys.remove(key);
            if (due == null || due.asked().isEmpty()) {
                return;
            }
            keys.put(key, Waiting.nothing());
        } finally {
            lock.unlock();
        }
        V value = due.asked().getFirst();
        long pause = pauseAfter.apply(value).toNanos();
        var _ = timer.schedule(() -> turn(key), pause, TimeUnit.NANOSECONDS);
        var _ = begun(key, value).whenComplete((_, failure) -> {
            if (failure == null) {
                due.done().complete(null);
            } else {
                due.done().completeExceptionally(failure);
            }
        });
    }

    private CompletableFuture<Void> begun(K key, V value) {
        try {
            return work.apply(key, value);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Does now, on the calling thread, what waits for a pause to end.
     *
     * @return completed when all of it is done, or has failed
     */
    CompletableFuture<Void> flush() {
        Map<K, Waiting<V>> all;
        lock.lock();
        try {
            all = Map.copyOf(keys);
        } finally {
            lock.unlock();
        }
        all.keySet().forEach(this::turn);
        return CompletableFuture.allOf(all.values().stream()
                .filter(waiting -> !waiting.asked().isEmpty())
                .map(waiting -> waiting.done().exceptionally(_ -> null))
                .toArray(CompletableFuture<?>[]::new));
    }
}
