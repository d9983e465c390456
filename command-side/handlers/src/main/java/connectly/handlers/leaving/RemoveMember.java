package connectly.handlers.leaving;

import connectly.events.ConversationId;
import connectly.events.UserId;

/**
 * Asks to end a membership of a group. Asked again, it changes nothing.
 *
 * @param userId who is to go
 * @param removedBy who asks; the same person where somebody leaves
 */
public record RemoveMember(ConversationId conversationId, UserId userId, UserId removedBy) {
    boolean isLeaving() {
        return userId.equals(removedBy);
    }
}
