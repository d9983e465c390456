package connectly.handlers;

import connectly.handlers.joining.MemberAdded;
import connectly.handlers.leaving.MemberRemoved;
import connectly.handlers.muting.MuteSettled;
import connectly.handlers.sending.MessageAccepted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One command, and what its asker saw of it.
 *
 * @param name of this command alone
 * @param begun before it was sent
 * @param ended after it was answered
 * @param answer what was told; null where it was refused or given up
 * @param refusal why not; null where it was answered, or given up after too many lost races
 */
record ModelOperation(
        String name,
        Object command,
        Moment begun,
        Moment ended,
        @Nullable Object answer,
        @Nullable Reason refusal) {
    /** A head that the log had and the time it was then, in milliseconds. */
    record Moment(long position, Instant time) {}

    boolean isGivenUp() {
        return answer == null && refusal == null;
    }

    /** Whether the asker was told that the command changed something. */
    boolean isSaidToChange() {
        return switch (answer) {
            case null -> false;
            case MessageAccepted accepted -> !accepted.repeated();
            case MuteSettled settled -> settled.changed();
            case MemberAdded added -> added.changed();
            case MemberRemoved removed -> removed.changed();
            default -> throw new IllegalStateException("nobody can be told " + answer);
        };
    }

    /** What kind of outcome it was, for example {@code SendMessage MUTED}. */
    String kind() {
        String outcome = isGivenUp() ? "given up" : isSaidToChange() ? "changed" : "unchanged";
        return command.getClass().getSimpleName() + " " + (refusal == null ? outcome : refusal.name());
    }
}
