package connectly.web.config;

import java.util.Optional;
import org.springframework.boot.web.server.PortInUseException;

/** Tells failures that the operator can mend from those that are ours. */
public final class StartupFailures {
    private StartupFailures() {}

    /** The sentence for the operator, if anything in the chain of causes has one. */
    public static Optional<String> sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupFailure mendable) {
                return Optional.ofNullable(mendable.getMessage());
            }
            if (cause instanceof PortInUseException taken) {
                return Optional.of(
                        "Port " + taken.getPort() + " is in use by another process; set SERVER_PORT to another one.");
            }
        }
        return Optional.empty();
    }
}
