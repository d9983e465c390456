package connectly.events;

import java.time.Instant;
import java.util.Set;

/**
 * A member may do more, or less, from this position on.
 *
 * @param conversationId the conversation
 * @param userId the member
 * @param role what they may do now
 * @param changedBy by whose act it came; for a successor, the last moderator who left
 * @param changedAt server time
 */
public record MemberRoleChanged(
        ConversationId conversationId, UserId userId, MemberRole role, UserId changedBy, Instant changedAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return Set.of(EventTag.conversation(conversationId), EventTag.member(conversationId, userId));
    }
}
