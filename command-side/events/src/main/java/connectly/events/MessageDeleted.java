package connectly.events;

import java.time.Instant;
import java.util.Set;

/**
 * A message is not to be read any more, whatever it was edited to. Its place in the conversation stays.
 *
 * @param messageId which
 * @param conversationId where
 * @param deletedBy its sender, or a moderator
 * @param deletedAt server time, in milliseconds
 */
public record MessageDeleted(MessageId messageId, ConversationId conversationId, UserId deletedBy, Instant deletedAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return Set.of(EventTag.conversation(conversationId), EventTag.message(messageId));
    }
}
