package connectly.query.history;

import static connectly.readmodel.jooq.Tables.MEMBERSHIP;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.TableField;

/**
 * How far the other members of a conversation are. It is read once for a whole page, and sorted, so that counting them
 * for one message takes a few steps however many they are.
 *
 * <p>What was said before somebody joined counts as read in their row, though it was never sent to them: those are
 * counted off again.
 */
final class Progress {
    private final long[] joined;
    private final long[] delivered;
    private final long[] read;

    private Progress(Result<Record3<Long, Long, Long>> rows) {
        joined = sorted(rows, MEMBERSHIP.JOINED_SEQ);
        delivered = sorted(rows, MEMBERSHIP.DELIVERED_SEQ);
        read = sorted(rows, MEMBERSHIP.READ_SEQ);
    }

    private static long[] sorted(Result<? extends org.jooq.Record> rows, TableField<?, Long> column) {
        return rows.stream().mapToLong(row -> row.get(column)).sorted().toArray();
    }

    /** Adds to the viewer's own messages, of one conversation, what has become of them. */
    static List<MessageView> on(List<MessageView> messages, UUID viewer, DSLContext tables) {
        if (messages.stream().noneMatch(message -> message.senderId().equals(viewer))) {
            return messages;
        }
        Progress progress = of(messages.getFirst().conversationId(), viewer, tables);
        return messages.stream()
                .map(message ->
                        message.senderId().equals(viewer) ? message.with(progress.delivery(message.seq())) : message)
                .toList();
    }

    private static Progress of(UUID conversation, UUID viewer, DSLContext tables) {
        return new Progress(tables.select(MEMBERSHIP.JOINED_SEQ, MEMBERSHIP.DELIVERED_SEQ, MEMBERSHIP.READ_SEQ)
                .from(MEMBERSHIP)
                .where(MEMBERSHIP.CONVERSATION_ID.eq(conversation))
                .and(MEMBERSHIP.USER_ID.ne(viewer))
                .and(MEMBERSHIP.LEFT_POSITION.isNull())
                .fetch());
    }

    private Delivery delivery(long seq) {
        int late = atLeast(joined, seq);
        return Delivery.of(joined.length - late, atLeast(delivered, seq) - late, atLeast(read, seq) - late);
    }

    private static int atLeast(long[] sorted, long seq) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return sorted.length - low;
    }
}
