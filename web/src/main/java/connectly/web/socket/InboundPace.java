package connectly.web.socket;

import connectly.web.limits.RateLimiter;
import java.time.Duration;
import java.util.Optional;

/** How many frames a socket may send, of whatever kind; what they ask for has its own limits. */
final class InboundPace {
    private static final int FRAMES_A_MINUTE = 600;

    private final RateLimiter frames = new RateLimiter(FRAMES_A_MINUTE, Duration.ofMinutes(1));
    private final boolean limited;

    InboundPace(boolean limited) {
        this.limited = limited;
    }

    /** Empty when the frame may come, else how long until one may. */
    Optional<Duration> take(Connection connection) {
        return limited ? frames.take(connection.id().toString()) : Optional.empty();
    }
}
