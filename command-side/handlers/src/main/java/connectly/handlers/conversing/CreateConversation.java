package connectly.handlers.conversing;

import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a conversation.
 *
 * @param title of a group, 1 to 100 code points; null for none, and always for a direct conversation
 * @param memberIds the other members; {@code createdBy} is a member whether named here or not, and naming somebody twice
 *     counts once
 */
public record CreateConversation(
        ConversationId conversationId,
        ConversationKind kind,
        @Nullable String title,
        UserId createdBy,
        List<UserId> memberIds) {
    public CreateConversation {
        memberIds = List.copyOf(memberIds);
    }
}
