package connectly.events;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Members have a conversation up to somewhere. Receipts are cumulative: each stands for every message up to its position,
 * and one that says less than an earlier one says nothing. Those of many members are one event.
 *
 * @param conversationId where
 * @param kind what they say, all alike
 * @param receipts one for each member that it tells of
 * @param recordedAt server time, in milliseconds
 */
public record ReceiptsRecorded(
        ConversationId conversationId, ReceiptKind kind, List<Receipt> receipts, Instant recordedAt)
        implements ChatEvent {
    public ReceiptsRecorded {
        receipts = List.copyOf(receipts);
    }

    /**
     * How far one member is.
     *
     * @param position the log's, of the message of the conversation up to which it is
     */
    public record Receipt(UserId userId, long position) {}

    @Override
    public Set<EventTag> tags() {
        return Set.of(EventTag.conversation(conversationId));
    }
}
