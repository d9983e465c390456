package connectly.events;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member reacts to a message with an emoji, or does so no more.
 *
 * @param messageId which
 * @param conversationId where
 * @param userId who
 * @param emoji one, exactly as it was sent; null once erased
 * @param on whether it is there from now on
 * @param changedAt server time, in milliseconds
 */
public record ReactionChanged(
        MessageId messageId,
        ConversationId conversationId,
        UserId userId,
        @Sealed @Nullable String emoji,
        boolean on,
        Instant changedAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return Set.of(EventTag.conversation(conversationId), EventTag.message(messageId));
    }

    @Override
    public ContentScope content() {
        return new ContentScope(userId, conversationId);
    }
}
