package connectly.handlers.recording;

/**
 * What was to be recorded is on disk.
 *
 * @param changed false where nobody whom it told of is a member
 */
public record ReceiptsSettled(boolean changed) {}
