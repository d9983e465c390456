package connectly.web.socket;

import connectly.web.conversations.MessageForm;
import org.jspecify.annotations.Nullable;

/**
 * A frame as a client sends it, not trusted yet: the parts of every type, of which each type uses some.
 *
 * @param id the client's own, echoed in the answer
 */
record InboundFrame(
        @Nullable String type,
        @Nullable String id,
        @Nullable String cursor,
        @Nullable String conversationId,
        @Nullable String messageId,
        @Nullable String clientMessageId,
        @Nullable String body,
        @Nullable String replyTo,
        @Nullable Boolean on,
        @Nullable String state,
        @Nullable Long seq,
        @Nullable String emoji) {

    MessageForm message() {
        return new MessageForm(clientMessageId, body, replyTo);
    }

    /** Not the text: it must not reach a log. */
    @Override
    public String toString() {
        return "InboundFrame[" + type + "]";
    }
}
