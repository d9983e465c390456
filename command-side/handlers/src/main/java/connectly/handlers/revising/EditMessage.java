package connectly.handlers.revising;

import connectly.events.ConversationId;
import connectly.events.MessageId;
import connectly.events.UserId;

/**
 * Asks that a message reads otherwise. Asked again, it changes nothing.
 *
 * @param editorId who asks; must be the message's author
 * @param body the whole new text, kept exactly as it is
 */
public record EditMessage(MessageId messageId, ConversationId conversationId, UserId editorId, String body) {}
