package connectly.query.updates;

import connectly.query.history.MessageView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that members of a conversation are told.
 *
 * @param position of the log, where it happened
 * @param kind one of the update kinds of the public contract
 * @param conversationId where
 * @param onlyFor the one member who is told; null when every member is
 * @param data what is told
 */
public record Change(
        long position,
        String kind,
        UUID conversationId,
        @Nullable UUID onlyFor,
        Data data) {

    /** What is told. */
    public sealed interface Data permits Message, Conversation, Member, Receipts {}

    /**
     * A message, as it is now.
     *
     * @param revisedPosition since when it is so, which may be later than the change; null where it never was otherwise
     */
    public record Message(MessageView message, @Nullable Long revisedPosition) implements Data {}

    /** A conversation that the member is now in; the title is that of a group. */
    public record Conversation(
            UUID conversationId, String kind, @Nullable String title, Instant createdAt) implements Data {}

    /** A member to whom something happened. */
    public record Member(UUID conversationId, UUID userId) implements Data {}

    /**
     * How far members are. Those are left out who are further by now: a later change tells it.
     *
     * @param receipts never empty
     */
    public record Receipts(UUID conversationId, List<Receipt> receipts) implements Data {}

    /** What one member has, or has read, all up to {@code seq}. */
    public record Receipt(UUID userId, long seq) {}
}
