package connectly.events;

import java.time.Instant;
import java.util.Set;

/**
 * A member may write again.
 *
 * @param conversationId the conversation
 * @param userId who was muted
 * @param unmutedBy the moderator
 * @param unmutedAt server time
 */
public record MemberUnmuted(ConversationId conversationId, UserId userId, UserId unmutedBy, Instant unmutedAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return Set.of(EventTag.conversation(conversationId), EventTag.member(conversationId, userId));
    }
}
