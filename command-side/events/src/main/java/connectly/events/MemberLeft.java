package connectly.events;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody is no longer a member: from this position on they see and may do nothing.
 *
 * @param conversationId the conversation
 * @param userId who left
 * @param removedBy who ended it; themselves where they left by their own will
 * @param leftAt server time
 */
public record MemberLeft(ConversationId conversationId, UserId userId, UserId removedBy, Instant leftAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return Set.of(EventTag.conversation(conversationId), EventTag.member(conversationId, userId));
    }
}
