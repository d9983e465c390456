package connectly.eventlog;

/** The queue of appends is full: nothing was stored, and the same append may be tried again a little later. */
public final class LogBusyException extends EventLogException {
    LogBusyException(int capacity) {
        super("The event log is busy: %d appends are waiting already; try again shortly.".formatted(capacity));
    }
}
