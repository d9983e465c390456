package connectly.bench.chat;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells whoever waits that something happens, now and then. */
final class Progress {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final long began = System.nanoTime();
    private long next = began + PAUSE.toNanos();

    Progress(PrintWriter out) {
        this.out = out;
    }

    /** Says it, if nothing was said for a while. */
    void now(Supplier<String> what) {
        if (System.nanoTime() >= next) {
            say(what.get());
        }
    }

    /** Says it at once. */
    void say(String what) {
        out.printf("  %4d s  %s%n", Duration.ofNanos(System.nanoTime() - began).toSeconds(), what);
        out.flush();
        next = System.nanoTime() + PAUSE.toNanos();
    }
}
