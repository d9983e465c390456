package connectly.web.connections;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When clients of a server that goes down should come back: each at another moment, so that they do not come at once. */
public final class Returning {
    private static final int SOONEST_SECONDS = 1;
    private static final int LATEST_SECONDS = 10;

    private Returning() {}

    /** Whole seconds. */
    public static Duration after() {
        return Duration.ofSeconds(ThreadLocalRandom.current().nextInt(SOONEST_SECONDS, LATEST_SECONDS + 1));
    }
}
