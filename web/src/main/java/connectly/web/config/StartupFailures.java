package connectly.web.config;

import connectly.eventlog.DataDirectoryException;
import connectly.eventlog.EventLogException;
import connectly.web.settings.StartupFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/** Tells failures that the operator can mend from those that are ours. */
public final class StartupFailures {
    private StartupFailures() {}

    /** The sentence for the operator, if anything in the chain of causes has one. */
    public static Optional<String> sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = sentenceOf(cause);
            if (sentence != null) {
                return Optional.of(sentence);
            }
        }
        return Optional.empty();
    }

    private static @Nullable String sentenceOf(Throwable failure) {
        return switch (failure) {
            case StartupFailure ours -> ours.getMessage();
            case DataDirectoryException directory -> directory.getMessage();
            case EventLogException log -> log.getMessage();
            case PortInUseException taken ->
                "Port " + taken.getPort() + " is in use by another process; set SERVER_PORT to another one.";
            default -> null;
        };
    }
}
