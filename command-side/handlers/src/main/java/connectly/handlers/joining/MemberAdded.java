package connectly.handlers.joining;

/**
 * The person is a member.
 *
 * @param changed false where they were one before
 */
public record MemberAdded(boolean changed) {}
