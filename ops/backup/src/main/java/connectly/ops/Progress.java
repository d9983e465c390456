package connectly.ops;

import java.io.PrintWriter;
import java.time.Duration;

/** Says how far a long command is, how fast it goes, and how long it will take, once a second at most. */
final class Progress {
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final PrintWriter out;
    private final long started = System.nanoTime();
    private long lastShown = started;

    Progress(PrintWriter out) {
        this.out = out;
    }

    void at(long position, long head) {
        long now = System.nanoTime();
        if (now - lastShown < PAUSE_NANOS) {
            return;
        }
        lastShown = now;
        double seconds = (now - started) / (double) Duration.ofSeconds(1).toNanos();
        double rate = position / seconds;
        out.printf(
                "%,d of %,d events (%d %%), %,.0f a second, about %,.0f s left%n",
                position, head, position * 100 / head, rate, (head - position) / rate);
        out.flush();
    }
}
