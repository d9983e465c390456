package connectly.eventlog;

import org.jspecify.annotations.Nullable;

/** The data directory cannot be used. The message is one sentence for the person who started the program. */
public final class DataDirectoryException extends RuntimeException {
    DataDirectoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
