package connectly.query.updates;

import static connectly.readmodel.jooq.Tables.CHANGE;
import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MESSAGE;
import static connectly.readmodel.jooq.Tables.TOKEN;

import connectly.query.history.Messages;
import connectly.query.history.Reactions;
import connectly.readmodel.ReadModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/**
 * Reads what changed since a position of the log. Live push and catching up both read here, so that they cannot differ.
 */
public final class UpdateQueries {
    /** The longest stretch of the log that one answer covers. It bounds the work and the memory of a catch-up's step. */
    static final long STRETCH = 500;

    private final ReadModel readModel;

    public UpdateQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** Everything that anybody is told, from just after {@code position}; for the push, which finds out whom. */
    public Changes since(long position) {
        return read(position, DSL.noCondition());
    }

    /**
     * What {@code viewer} is told: only what happened while they were a member. Of a conversation that they are gone from
     * that is their leaving alone: the live push, too, drops what waits of it when it tells them so.
     */
    public Changes since(long position, UUID viewer) {
        Condition then = DSL.exists(memberships(viewer)
                .and(MEMBERSHIP.JOINED_POSITION.le(CHANGE.POSITION))
                .and(MEMBERSHIP.LEFT_POSITION.isNull().or(MEMBERSHIP.LEFT_POSITION.ge(CHANGE.POSITION))));
        Condition left = DSL.exists(memberships(viewer).and(MEMBERSHIP.LEFT_POSITION.eq(CHANGE.POSITION)));
        Condition now = DSL.exists(memberships(viewer).and(MEMBERSHIP.LEFT_POSITION.isNull()));
        Condition meant = CHANGE.ONLY_FOR.isNull().or(CHANGE.ONLY_FOR.eq(viewer));
        return read(position, then.and(now.or(left)).and(meant));
    }

    private static SelectConditionStep<?> memberships(UUID viewer) {
        return DSL.selectOne()
                .from(MEMBERSHIP)
                .where(MEMBERSHIP.CONVERSATION_ID.eq(CHANGE.CONVERSATION_ID))
                .and(MEMBERSHIP.USER_ID.eq(viewer));
    }

    /**
     * Where a message first changed after {@code position}, so that whoever resumes there misses nothing that came
     * later; empty when it did not, as far as the read model goes.
     */
    public OptionalLong firstOf(UUID messageId, long position) {
        return readModel.read(tables -> tables
                .select(CHANGE.POSITION)
                .from(CHANGE)
                .where(CHANGE.POSITION.gt(position))
                .and(CHANGE.MESSAGE_ID.eq(messageId))
                .orderBy(CHANGE.POSITION)
                .limit(1)
                .fetch(CHANGE.POSITION)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst());
    }

    private Changes read(long position, Condition which) {
        return readModel.read(tables -> {
            long reached = tables.select(DSL.coalesce(DSL.min(TOKEN.POSITION), DSL.val(0L)))
                    .from(TOKEN)
                    .fetchSingle()
                    .value1();
            long through = Math.min(reached, position + STRETCH);
            return new Changes(select(tables, position, through, which), Math.max(through, position));
        });
    }

    private static List<Change> select(DSLContext tables, long after, long through, Condition which) {
        List<Field<?>> fields = new ArrayList<>(Messages.FIELDS);
        fields.addAll(List.of(
                CHANGE.POSITION,
                CHANGE.KIND,
                CHANGE.CONVERSATION_ID,
                CHANGE.USER_ID,
                CHANGE.ONLY_FOR,
                MESSAGE.REVISED_POSITION,
                CONVERSATION.KIND,
                CONVERSATION.TITLE,
                CONVERSATION.CREATED_AT));
        Result<Record> rows = tables.select(fields)
                .from(CHANGE)
                .join(CONVERSATION)
                .on(CONVERSATION.CONVERSATION_ID.eq(CHANGE.CONVERSATION_ID))
                .leftJoin(MESSAGE)
                .on(MESSAGE.MESSAGE_ID.eq(CHANGE.MESSAGE_ID))
                .where(CHANGE.POSITION.gt(after))
                .and(CHANGE.POSITION.le(through))
                .and(which)
                .orderBy(CHANGE.POSITION)
                .fetch();
        Reactions reactions = Reactions.to(rows, tables);
        ToldReceipts receipts = ToldReceipts.of(rows, tables);
        return rows.stream()
                .filter(row -> !isOutdone(row))
                .map(row -> change(row, reactions, receipts))
                .filter(change -> !(change.data() instanceof Change.Receipts told
                        && told.receipts().isEmpty()))
                .toList();
    }

    /**
     * A later change tells the same message with all its reactions. Thousands react to one message, and to tell each time
     * what all of them did would be to tell the square of that.
     */
    private static boolean isOutdone(Record row) {
        Long revised = row.get(MESSAGE.REVISED_POSITION);
        return row.get(CHANGE.KIND).equals("message.reacted") && revised != null && revised > row.get(CHANGE.POSITION);
    }

    private static Change change(Record row, Reactions reactions, ToldReceipts receipts) {
        UUID conversation = row.get(CHANGE.CONVERSATION_ID);
        return new Change(
                row.get(CHANGE.POSITION),
                row.get(CHANGE.KIND),
                conversation,
                row.get(CHANGE.ONLY_FOR),
                data(row, conversation, reactions, receipts));
    }

    private static Change.Data data(Record row, UUID conversation, Reactions reactions, ToldReceipts receipts) {
        return switch (row.get(CHANGE.KIND)) {
            case "message.sent", "message.edited", "message.deleted", "message.reacted" ->
                new Change.Message(Messages.view(row, reactions), row.get(MESSAGE.REVISED_POSITION));
            case "conversation.created" ->
                new Change.Conversation(
                        conversation,
                        row.get(CONVERSATION.KIND).toLowerCase(Locale.ROOT),
                        row.get(CONVERSATION.TITLE),
                        Instant.ofEpochMilli(row.get(CONVERSATION.CREATED_AT)));
            case ToldReceipts.DELIVERED, ToldReceipts.READ ->
                new Change.Receipts(conversation, receipts.at(row.get(CHANGE.POSITION)));
            default -> new Change.Member(conversation, row.get(CHANGE.USER_ID));
        };
    }
}
