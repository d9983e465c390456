package connectly.events;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation began. Its founding members follow at once, one {@link MemberJoined} each, in the same append.
 *
 * @param conversationId the new conversation
 * @param kind direct or group
 * @param title of a group; null where it has none, for a direct conversation, and once erased
 * @param direct the two people of a direct conversation; null for a group
 * @param createdBy who began it
 * @param createdAt server time
 */
public record ConversationCreated(
        ConversationId conversationId,
        ConversationKind kind,
        @Sealed @Nullable String title,
        @Nullable DirectPair direct,
        UserId createdBy,
        Instant createdAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return direct == null
                ? Set.of(EventTag.conversation(conversationId))
                : Set.of(EventTag.conversation(conversationId), EventTag.direct(direct));
    }

    /** A title outlives the messages of its month. */
    @Override
    public ContentScope content() {
        return new ContentScope(createdBy, null);
    }
}
