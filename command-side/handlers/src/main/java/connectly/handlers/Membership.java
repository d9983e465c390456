package connectly.handlers;

import connectly.events.MemberMuted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What holds for the members of every conversation. */
public final class Membership {
    /** The most members that a conversation can have at once. */
    public static final int MOST_MEMBERS = 1_000;

    private Membership() {}

    /**
     * Whether a member may not write.
     *
     * @param mute the one that was not lifted; null where none
     */
    public static boolean isMuted(@Nullable MemberMuted mute, Instant now) {
        if (mute == null) {
            return false;
        }
        Instant until = mute.until();
        return until == null || now.isBefore(until);
    }
}
