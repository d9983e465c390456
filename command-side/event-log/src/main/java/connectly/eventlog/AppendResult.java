package connectly.eventlog;

/** How an append that the log could process came out. */
sealed interface AppendResult {
    /** Stored. {@code position} is that of its last event: the caller has seen the log up to here. */
    record Stored(long position) implements AppendResult {}

    /** Refused: an event that the decision should have seen is in the log. Nothing was stored. */
    record Conflict() implements AppendResult {}
}
