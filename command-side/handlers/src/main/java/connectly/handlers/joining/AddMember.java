package connectly.handlers.joining;

import connectly.events.ConversationId;
import connectly.events.UserId;

/**
 * Asks to let somebody into a group. Asked again, it changes nothing.
 *
 * @param userId the newcomer
 * @param addedBy who asks
 */
public record AddMember(ConversationId conversationId, UserId userId, UserId addedBy) {}
