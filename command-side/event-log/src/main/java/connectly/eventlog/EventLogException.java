package connectly.eventlog;

import org.jspecify.annotations.Nullable;

/**
 * The log could not do what was asked. The message is one sentence fit for an operator; unless a subclass says
 * otherwise, nothing of a refused append was stored.
 */
public class EventLogException extends RuntimeException {
    public EventLogException(String message) {
        super(message);
    }

    public EventLogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
