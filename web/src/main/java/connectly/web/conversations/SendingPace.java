package connectly.web.conversations;

import connectly.web.limits.RateLimiter;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.settings.Settings;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How fast a user may send, edit and delete: each of these is told to every member, so all count alike. */
@Component
public final class SendingPace {
    /** One a second, ten at once. */
    private static final int BURST = 10;

    private final @Nullable RateLimiter limiter;

    public SendingPace(Settings settings) {
        this.limiter = settings.limited() ? new RateLimiter(BURST, Duration.ofSeconds(BURST)) : null;
    }

    /**
     * Counts one.
     *
     * @throws connectly.web.problem.ProblemException when it comes too soon
     */
    void take(UUID user) {
        if (limiter == null) {
            return;
        }
        limiter.take(user.toString()).ifPresent(wait -> {
            throw Problem.of(ProblemCode.RATE_LIMITED)
                    .detail("You are sending faster than one message a second.")
                    .retryAfter(wait)
                    .toException();
        });
    }
}
