package connectly.handlers.conversing;

import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The conversation exists.
 *
 * @param existing whether it did so before: two people have one direct conversation, however often they begin it
 */
public record ConversationOpened(
        ConversationId conversationId,
        ConversationKind kind,
        @Nullable String title,
        Instant createdAt,
        boolean existing) {}
