package connectly.handlers.recording;

import connectly.events.UserId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who came and went, the last first. A list, as those of a large conversation are many and each decision needs the
 * outcome once.
 *
 * @param before what was known before; null at the beginning
 * @param user who came or went; null at the beginning
 * @param member whether they are a member since
 */
record Attendance(@Nullable Attendance before, @Nullable UserId user, boolean member) {
    static final Attendance NOBODY = new Attendance(null, null, false);

    Attendance with(UserId newcomer) {
        return new Attendance(this, newcomer, true);
    }

    Attendance without(UserId leaver) {
        return new Attendance(this, leaver, false);
    }

    /** Whether they are a member now, of everybody who ever was one. */
    Map<UserId, Boolean> now() {
        Map<UserId, Boolean> now = new HashMap<>();
        for (Attendance step = this; step != null && step.user != null; step = step.before) {
            now.putIfAbsent(step.user, step.member);
        }
        return now;
    }
}
