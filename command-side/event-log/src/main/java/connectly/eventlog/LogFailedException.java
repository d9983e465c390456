package connectly.eventlog;

import org.jspecify.annotations.Nullable;

/**
 * The disk failed the log and it takes no more events until the process is restarted.
 *
 * <p>When {@link #outcomeUnknown()} the events may or may not be on disk: only a restart, which recovers the file, can
 * tell. A caller resolves it then by the id of what it sent, and never by sending under a new id.
 */
public final class LogFailedException extends EventLogException {
    private final boolean outcomeUnknown;

    private LogFailedException(String message, boolean outcomeUnknown, @Nullable Throwable cause) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    static LogFailedException unknown(Throwable cause) {
        return new LogFailedException(
                "The event log failed while it stored these events: the outcome is unknown, restart to find out.",
                true,
                cause);
    }

    static LogFailedException notStored(@Nullable Throwable cause) {
        return new LogFailedException(
                "The event log has failed and did not store these events: the outcome of an earlier write may be"
                        + " unknown, restart.",
                false,
                cause);
    }

    /** True when the events of this append may be stored, false when they certainly are not. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
