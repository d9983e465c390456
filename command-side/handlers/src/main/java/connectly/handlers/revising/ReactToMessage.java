package connectly.handlers.revising;

import connectly.events.ConversationId;
import connectly.events.MessageId;
import connectly.events.UserId;

/**
 * Asks that somebody's reaction to a message is there, or is not. Asked again, it changes nothing.
 *
 * @param userId who asks, for themselves
 * @param emoji one, kept exactly as it is
 * @param on whether it is to be there
 */
public record ReactToMessage(
        MessageId messageId, ConversationId conversationId, UserId userId, String emoji, boolean on) {}
