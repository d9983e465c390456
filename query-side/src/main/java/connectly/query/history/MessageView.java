package connectly.query.history;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message, as a member sees it.
 *
 * @param seq gapless from 1 in its conversation, in log order
 * @param body null once it is deleted or erased
 * @param replyTo the message that it answers; null where none
 * @param editedAt of the last edit; null where none
 * @param deletedAt null while it is there
 * @param checksum lower-case hex SHA-256 of the UTF-8 body; null like it
 * @param status on the viewer's own messages, as {@link Delivery} has it, and so are the two counts; all three null on
 *     those of others, and in what every member is told alike
 */
public record MessageView(
        UUID messageId,
        UUID conversationId,
        long seq,
        UUID senderId,
        @Nullable String body,
        @Nullable UUID replyTo,
        Instant sentAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        List<Reaction> reactions,
        @Nullable String checksum,
        @Nullable String status,
        @Nullable Integer deliveredTo,
        @Nullable Integer readBy) {

    /** Who reacted with one emoji. */
    public record Reaction(String emoji, List<UUID> userIds) {}

    /** The same message, with what has become of it. */
    MessageView with(Delivery delivery) {
        return new MessageView(
                messageId,
                conversationId,
                seq,
                senderId,
                body,
                replyTo,
                sentAt,
                editedAt,
                deletedAt,
                reactions,
                checksum,
                delivery.status(),
                delivery.deliveredTo(),
                delivery.readBy());
    }
}
