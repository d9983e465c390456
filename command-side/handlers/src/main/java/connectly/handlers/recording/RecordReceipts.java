package connectly.handlers.recording;

import connectly.events.ConversationId;
import connectly.events.UserId;
import java.util.Map;

/**
 * Asks to put on record how far people are in a conversation. Recorded again, or after what says more, it changes nothing
 * for anybody.
 *
 * @param delivered up to which position of the log each has it, where one of its messages stands
 * @param read up to which position each has read it, likewise; what is read is delivered
 */
public record RecordReceipts(ConversationId conversationId, Map<UserId, Long> delivered, Map<UserId, Long> read) {
    public RecordReceipts {
        delivered = Map.copyOf(delivered);
        read = Map.copyOf(read);
    }
}
