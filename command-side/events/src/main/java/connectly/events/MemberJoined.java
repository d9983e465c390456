package connectly.events;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody is a member of a conversation from this position on.
 *
 * @param conversationId the conversation
 * @param userId the new member
 * @param role what they may do
 * @param addedBy who let them in; themselves where they joined by their own hand
 * @param founding whether they are one of those with whom the conversation began, and so see it from its first message
 * @param joinedAt server time
 */
public record MemberJoined(
        ConversationId conversationId,
        UserId userId,
        MemberRole role,
        UserId addedBy,
        boolean founding,
        Instant joinedAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return Set.of(EventTag.conversation(conversationId), EventTag.member(conversationId, userId));
    }
}
