package connectly.query.conversations;

import connectly.query.history.MessageView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation, as one of its members sees it.
 *
 * @param kind {@code direct} or {@code group}
 * @param title of a group, null where it has none; of a direct conversation the display
 *     name of the other person
 * @param lastMessage the newest; null while there is none
 * @param unread how many messages of others came after the last that the viewer is known to have read, without those
 *     that were deleted
 * @param role what the viewer may do, as in {@link MemberView}
 * @param muted whether the viewer may not write
 * @param mutedUntil when that ends by itself; null when never, or when the viewer is not muted
 * @param members everybody who is in it now; null in lists
 */
public record ConversationView(
        UUID conversationId,
        String kind,
        @Nullable String title,
        Instant createdAt,
        @Nullable MessageView lastMessage,
        long unread,
        String role,
        boolean muted,
        @Nullable Instant mutedUntil,
        @Nullable List<MemberView> members) {}
