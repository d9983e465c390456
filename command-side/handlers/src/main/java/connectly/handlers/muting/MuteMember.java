package connectly.handlers.muting;

import connectly.events.ConversationId;
import connectly.events.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks that a member may not write.
 *
 * @param userId who is to be muted
 * @param mutedBy who asks; must be a moderator
 * @param until when it ends by itself, in milliseconds, what is finer is cut off; null for never. In the future, and before the year 10000
 * @param reason one line of 1 to 200 code points; null for none
 */
public record MuteMember(
        ConversationId conversationId,
        UserId userId,
        UserId mutedBy,
        @Nullable Instant until,
        @Nullable String reason) {}
