package connectly.events;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member may read but not write.
 *
 * @param conversationId the conversation
 * @param userId who is muted
 * @param until when it ends by itself; null for never
 * @param reason what the moderator said; null where nothing, and once erased
 * @param mutedBy the moderator
 * @param mutedAt server time
 */
public record MemberMuted(
        ConversationId conversationId,
        UserId userId,
        @Nullable Instant until,
        @Sealed @Nullable String reason,
        UserId mutedBy,
        Instant mutedAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return Set.of(EventTag.conversation(conversationId), EventTag.member(conversationId, userId));
    }

    @Override
    public ContentScope content() {
        return new ContentScope(mutedBy, conversationId);
    }
}
