package connectly.web.updates;

import connectly.web.connections.Connections;
import connectly.web.identity.Caller;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.time.Duration;

/** Refuses who has no place left among the {@link Connections}. */
final class Places {
    /** A poll that waits gives its place free in half a minute at the latest. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private Places() {}

    /** @throws ProblemException when the user or the address has as many connections as it may */
    static void check(Connections connections, Caller caller, String address) {
        if (connections.isFull(caller.requireUser(), address)) {
            throw tooMany();
        }
    }

    static ProblemException tooMany() {
        return Problem.of(ProblemCode.RATE_LIMITED)
                .detail("Too many connections are open already.")
                .retryAfter(PAUSE)
                .toException();
    }
}
