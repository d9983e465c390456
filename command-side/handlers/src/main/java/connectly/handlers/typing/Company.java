package connectly.handlers.typing;

import connectly.events.MemberMuted;
import connectly.events.UserId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to tell of somebody's typing.
 *
 * @param conversationExists whether there is such a conversation
 * @param lastStep who joined or left last, and before them others; null where nobody ever did. A chain, because the events
 *     of a large group are folded each time, and a new set for each would cost the square of them
 * @param mute the mute of who types that was not lifted; null where none
 */
record Company(
        boolean conversationExists,
        @Nullable Step lastStep,
        @Nullable MemberMuted mute) {
    static final Company UNKNOWN = new Company(false, null, null);

    /** Somebody joins or leaves. */
    record Step(UserId user, boolean joined, @Nullable Step before) {}

    Company inExistingConversation() {
        return new Company(true, lastStep, mute);
    }

    Company joinedBy(UserId user) {
        return new Company(conversationExists, new Step(user, true, lastStep), mute);
    }

    Company leftBy(UserId user) {
        return new Company(conversationExists, new Step(user, false, lastStep), mute);
    }

    Company withMute(@Nullable MemberMuted newMute) {
        return new Company(conversationExists, lastStep, newMute);
    }

    /** Who is a member now: what somebody did last counts. */
    Set<UserId> members() {
        Set<UserId> seen = new HashSet<>();
        Set<UserId> members = new HashSet<>();
        for (Step step = lastStep; step != null; step = step.before()) {
            if (seen.add(step.user()) && step.joined()) {
                members.add(step.user());
            }
        }
        return members;
    }
}
