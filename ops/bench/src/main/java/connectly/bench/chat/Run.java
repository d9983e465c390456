package connectly.bench.chat;

import connectly.bench.BenchException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario.
 *
 * @param own the server, where the command started it; null where it is somebody's
 * @param warmUp time before anything counts
 * @param time time that counts
 * @param churn how long the scenario churn lasts
 */
record Run(
        Product product, @Nullable OwnServer own, Duration warmUp, Duration time, Duration churn, Progress progress) {

    /** The server, for what must not be done to somebody else's. */
    OwnServer ownServer() {
        if (own == null) {
            throw new BenchException("This scenario needs a server of its own: leave out --url.");
        }
        return own;
    }

    long pid() {
        return product.pid()
                .orElseThrow(() -> new BenchException("This scenario needs the server's process: give its --pid."));
    }
}
