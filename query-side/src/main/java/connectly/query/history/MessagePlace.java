package connectly.query.history;

/**
 * Where a message stands.
 *
 * @param seq in its conversation
 * @param position in the log
 */
public record MessagePlace(long seq, long position) {}
