package connectly.ops;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Says how far a long command is, how fast it goes, and how long it will take: on a terminal as a bar that is drawn over
 * and over, elsewhere as a line a second.
 */
final class Progress implements AutoCloseable {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LINE_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long BAR_PAUSE = Duration.ofMillis(100).toNanos();
    private static final int BAR_WIDTH = 24;

    private final PrintWriter out;
    private final boolean redraws;
    private final LongSupplier nanoTime;
    private boolean hasStarted;
    private long started;
    private long from;
    private long lastShown;
    private boolean barIsOpen;

    /** Draws a bar if the process has a terminal. */
    Progress(PrintWriter out) {
        this(out, hasTerminal(), System::nanoTime);
    }

    Progress(PrintWriter out, boolean redraws, LongSupplier nanoTime) {
        this.out = out;
        this.redraws = redraws;
        this.nanoTime = nanoTime;
    }

    private static boolean hasTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /**
     * Cheap enough to be called for each event.
     *
     * @param head of the last event there will be; at least 1
     */
    void at(long position, long head) {
        long now = nanoTime.getAsLong();
        if (!hasStarted) {
            start(position, now);
        }
        boolean finishesTheBar = redraws && position == head;
        if (now - lastShown < (redraws ? BAR_PAUSE : LINE_PAUSE) && !finishesTheBar) {
            return;
        }
        lastShown = now;
        // A clock that did not move between two looks must not make the rate infinite.
        double rate = (position - from) * NANOS / Math.max(now - started, 1);
        double secondsLeft = (head - position) / Math.max(rate, 1);
        String text = "%,d of %,d events (%d %%), %,.0f a second, %s left"
                .formatted(position, head, position * 100 / head, rate, duration(Math.round(secondsLeft)));
        if (redraws) {
            draw(position * BAR_WIDTH / head, text);
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Not before the first event is done: what comes before it says nothing of the rate. */
    private void start(long position, long now) {
        hasStarted = true;
        started = now;
        lastShown = now;
        from = position;
    }

    /** Back to the start of the line, and what a longer text before left behind is cleared. */
    private void draw(long filled, String text) {
        out.print("\r[" + "#".repeat((int) filled) + ".".repeat(BAR_WIDTH - (int) filled) + "] " + text + "\u001b[K");
        barIsOpen = true;
    }

    private static String duration(long seconds) {
        Duration left = Duration.ofSeconds(seconds);
        return left.toHours() > 0
                ? "%d h %02d min".formatted(left.toHours(), left.toMinutesPart())
                : left.toMinutes() > 0
                        ? "%d min %02d s".formatted(left.toMinutes(), left.toSecondsPart())
                        : seconds + " s";
    }

    /** Ends the bar's line, so that what is said next has its own. */
    @Override
    public void close() {
        if (barIsOpen) {
            out.println();
            out.flush();
            barIsOpen = false;
        }
    }
}
