package connectly.handlers.leaving;

/**
 * The person is no member.
 *
 * @param changed false where they were none before
 */
public record MemberRemoved(boolean changed) {}
