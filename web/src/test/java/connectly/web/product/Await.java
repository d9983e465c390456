package connectly.web.product;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting on a condition, with a deadline generous enough for a busy machine: it is reached only by what is broken. */
final class Await {
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(25);

    private Await() {}

    /** Returns as soon as {@code condition} holds; fails with {@code message} when it does not within {@link #DEADLINE}. */
    static void until(BooleanSupplier condition, Supplier<String> message) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > DEADLINE.toNanos()) {
                throw new AssertionError(message.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
