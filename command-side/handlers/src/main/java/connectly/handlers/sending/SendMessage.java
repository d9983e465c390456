package connectly.handlers.sending;

import connectly.events.ClientMessageId;
import connectly.events.ConversationId;
import connectly.events.MessageId;
import connectly.events.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Asks to send a message.
 *
 * @param messageId the id that it gets if it is new
 * @param clientMessageId the sender's own id of it: sent again, it changes nothing and answers as the first time
 * @param body kept exactly as it is
 * @param replyTo a message of the same conversation; null where it answers none
 */
public record SendMessage(
        MessageId messageId,
        ConversationId conversationId,
        UserId senderId,
        ClientMessageId clientMessageId,
        String body,
        @Nullable MessageId replyTo) {}
