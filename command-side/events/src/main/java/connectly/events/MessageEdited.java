package connectly.events;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message reads otherwise from this position on. It keeps its place.
 *
 * @param messageId which
 * @param conversationId where
 * @param editorId by whom; its sender
 * @param body the whole new text, exactly as it was sent; null once erased
 * @param editedAt server time, in milliseconds
 */
public record MessageEdited(
        MessageId messageId,
        ConversationId conversationId,
        UserId editorId,
        @Sealed @Nullable String body,
        Instant editedAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return Set.of(EventTag.conversation(conversationId), EventTag.message(messageId));
    }

    @Override
    public ContentScope content() {
        return new ContentScope(editorId, conversationId);
    }

    /** Lower-case hex SHA-256 of the UTF-8 bytes of the body; null once that is erased. */
    public @Nullable String checksum() {
        return body == null ? null : Checksum.of(body);
    }
}
