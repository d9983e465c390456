package connectly.query.history;

import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MESSAGE;

import connectly.query.Access;
import connectly.readmodel.ReadModel;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SortField;
import org.jspecify.annotations.Nullable;

/** Reads what was said in a conversation. */
public final class HistoryQueries {
    private final ReadModel readModel;

    public HistoryQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    /**
     * A page of a conversation, the oldest message first.
     *
     * @param before only messages with a smaller seq, the nearest to it; null for no such bound
     * @param after only messages with a larger seq, the nearest to it; null for no such bound. Without either bound it is
     *     the newest page
     * @param limit the most messages, from 1
     * @throws connectly.query.AccessDeniedException when the viewer is not a member
     */
    public HistoryPage page(UUID viewer, UUID conversation, @Nullable Long before, @Nullable Long after, int limit) {
        boolean forward = after != null && before == null;
        Condition range = MESSAGE.CONVERSATION_ID.eq(conversation);
        if (before != null) {
            range = range.and(MESSAGE.SEQ.lt(before));
        }
        if (after != null) {
            range = range.and(MESSAGE.SEQ.gt(after));
        }
        Condition condition = range;
        SortField<Long> order = forward ? MESSAGE.SEQ.asc() : MESSAGE.SEQ.desc();
        return readModel.read(tables -> {
            Access.require(viewer, conversation, tables);
            Result<? extends Record> rows = tables.select(Messages.FIELDS)
                    .from(MESSAGE)
                    .where(condition)
                    .orderBy(order)
                    .limit(limit)
                    .fetch();
            Reactions reactions = Reactions.to(rows, tables);
            List<MessageView> nearest =
                    rows.stream().map(row -> Messages.view(row, reactions)).toList();
            List<MessageView> items = Progress.on(forward ? nearest : nearest.reversed(), viewer, tables);
            return HistoryPage.of(items, newest(conversation, tables));
        });
    }

    /**
     * One message; empty where the conversation has none of this id, or it is not folded yet.
     *
     * @throws connectly.query.AccessDeniedException when the viewer is not a member
     */
    public Optional<MessageView> one(UUID viewer, UUID conversation, UUID messageId) {
        return readModel.read(tables -> {
            Access.require(viewer, conversation, tables);
            return tables.select(Messages.FIELDS)
                    .from(MESSAGE)
                    .where(MESSAGE.MESSAGE_ID.eq(messageId))
                    .and(MESSAGE.CONVERSATION_ID.eq(conversation))
                    .fetchOptional()
                    .map(row -> Messages.view(row, Reactions.to(List.of(row), tables)))
                    .map(message -> Messages.withDelivery(message, viewer, tables));
        });
    }

    private static long newest(UUID conversation, DSLContext tables) {
        return tables.select(CONVERSATION.LAST_SEQ)
                .from(CONVERSATION)
                .where(CONVERSATION.CONVERSATION_ID.eq(conversation))
                .fetchSingle()
                .value1();
    }

    /** Where a message stands, for the acknowledgement of its sender; empty while it is not folded yet. */
    public Optional<MessagePlace> place(UUID messageId) {
        return readModel.read(tables -> tables.select(MESSAGE.SEQ, MESSAGE.POSITION)
                .from(MESSAGE)
                .where(MESSAGE.MESSAGE_ID.eq(messageId))
                .fetchOptional(row -> new MessagePlace(row.value1(), row.value2())));
    }
}
