package connectly.query.receipts;

import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MESSAGE;

import connectly.query.Access;
import connectly.readmodel.ReadModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record4;

/** Finds out what receipts of somebody would add, in the positions of the log. */
public final class ReceiptQueries {
    private final ReadModel readModel;

    public ReceiptQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    /**
     * What it adds that {@code reader} has read a conversation up to {@code seq}; empty where they have read that far
     * already.
     *
     * @throws UnknownSeqException when the conversation has no such message
     * @throws connectly.query.AccessDeniedException when the reader is not a member
     */
    public Optional<NewReceipt> read(UUID reader, UUID conversation, long seq) {
        return readModel.read(tables -> {
            Access.require(reader, conversation, tables);
            long known = tables.select(MEMBERSHIP.READ_SEQ)
                    .from(MEMBERSHIP)
                    .where(MEMBERSHIP.CONVERSATION_ID.eq(conversation))
                    .and(MEMBERSHIP.USER_ID.eq(reader))
                    .and(MEMBERSHIP.LEFT_POSITION.isNull())
                    .fetchSingle()
                    .value1();
            if (seq < 1) {
                throw new UnknownSeqException();
            }
            return seq <= known
                    ? Optional.empty()
                    : Optional.of(new NewReceipt(conversation, place(conversation, seq, tables)));
        });
    }

    /** What it adds, in each of their conversations, that a client of {@code receiver} has all up to a position. */
    public List<NewReceipt> received(UUID receiver, long position) {
        return readModel.read(tables -> {
            List<NewReceipt> added = new ArrayList<>();
            tables.select(
                            CONVERSATION.CONVERSATION_ID,
                            MEMBERSHIP.DELIVERED_SEQ,
                            CONVERSATION.LAST_SEQ,
                            CONVERSATION.ACTIVE_POSITION)
                    .from(MEMBERSHIP)
                    .join(CONVERSATION)
                    .on(CONVERSATION.CONVERSATION_ID.eq(MEMBERSHIP.CONVERSATION_ID))
                    .where(MEMBERSHIP.USER_ID.eq(receiver))
                    .and(MEMBERSHIP.LEFT_POSITION.isNull())
                    .and(CONVERSATION.LAST_SEQ.gt(MEMBERSHIP.DELIVERED_SEQ))
                    .fetch()
                    .forEach(row -> newest(row, position, tables)
                            .ifPresent(found -> added.add(new NewReceipt(row.value1(), found))));
            return added;
        });
    }

    /** Where the newest message up to a position stands, of those that were not delivered before. */
    private static Optional<Long> newest(Record4<UUID, Long, Long, Long> row, long position, DSLContext tables) {
        UUID conversation = row.value1();
        if (row.value4() <= position) {
            return Optional.of(row.value4());
        }
        // Seq and position rise together, so halving finds it; an index by position would cost every message instead.
        long delivered = row.value2();
        long beyond = row.value3();
        long found = 0;
        while (delivered + 1 < beyond) {
            long middle = (delivered + beyond) >>> 1;
            long place = place(conversation, middle, tables);
            if (place <= position) {
                delivered = middle;
                found = place;
            } else {
                beyond = middle;
            }
        }
        return found == 0 ? Optional.empty() : Optional.of(found);
    }

    private static long place(UUID conversation, long seq, DSLContext tables) {
        return tables.select(MESSAGE.POSITION)
                .from(MESSAGE)
                .where(MESSAGE.CONVERSATION_ID.eq(conversation))
                .and(MESSAGE.SEQ.eq(seq))
                .fetchOptional(MESSAGE.POSITION)
                .orElseThrow(UnknownSeqException::new);
    }
}
