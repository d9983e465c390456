package connectly.events;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message was accepted. Its place in the conversation is its place in the log.
 *
 * @param messageId made by the server
 * @param conversationId where
 * @param senderId who
 * @param clientMessageId the sender's own id of it
 * @param body the text, exactly as it was sent; null once erased
 * @param replyTo the message of the same conversation that it answers; null where none
 * @param sentAt server time, in milliseconds
 */
public record MessageSent(
        MessageId messageId,
        ConversationId conversationId,
        UserId senderId,
        ClientMessageId clientMessageId,
        @Sealed @Nullable String body,
        @Nullable MessageId replyTo,
        Instant sentAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return Set.of(
                EventTag.conversation(conversationId),
                EventTag.message(messageId),
                EventTag.clientMessage(senderId, clientMessageId));
    }

    @Override
    public ContentScope content() {
        return new ContentScope(senderId, conversationId);
    }

    /** Lower-case hex SHA-256 of the UTF-8 bytes of the body; null once that is erased. */
    public @Nullable String checksum() {
        return body == null ? null : Checksum.of(body);
    }
}
