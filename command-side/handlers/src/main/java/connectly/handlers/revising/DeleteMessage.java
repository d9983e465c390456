package connectly.handlers.revising;

import connectly.events.ConversationId;
import connectly.events.MessageId;
import connectly.events.UserId;

/**
 * Asks that nobody reads a message any more. Asked again, it changes nothing.
 *
 * @param deletedBy who asks; must be the message's author, or a moderator
 */
public record DeleteMessage(MessageId messageId, ConversationId conversationId, UserId deletedBy) {}
