package connectly.projectors;

import static connectly.readmodel.PreparedWrite.value;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MESSAGE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import connectly.events.ReceiptsRecorded;
import connectly.events.ReceiptsRecorded.Receipt;
import connectly.readmodel.PreparedWrite;
import connectly.readmodel.ReadModelWriter;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;

/** How far members are in their conversations. It only ever rises. */
final class Receipts {
    /** Of the message that a receipt names; a position where the conversation has none changes nothing. */
    private static final Field<Long> SEQ = field(select(MESSAGE.SEQ)
            .from(MESSAGE)
            .where(MESSAGE.POSITION.eq(value(MESSAGE.POSITION)))
            .and(MESSAGE.CONVERSATION_ID.eq(value(MESSAGE.CONVERSATION_ID))));

    private static final Condition MEMBER = MEMBERSHIP
            .CONVERSATION_ID
            .eq(value(MEMBERSHIP.CONVERSATION_ID))
            .and(MEMBERSHIP.USER_ID.eq(value(MEMBERSHIP.USER_ID)))
            .and(MEMBERSHIP.LEFT_POSITION.isNull());

    /**
     * What receipts of one kind do.
     *
     * @param write done for each
     * @param told the column of {@code write} for the position of the event
     * @param kind the update that tells of them
     */
    private record Rise(PreparedWrite write, Field<Long> told, String kind) {}

    private static final Rise DELIVERED = new Rise(
            PreparedWrite.of(update(MEMBERSHIP)
                    .set(MEMBERSHIP.DELIVERED_SEQ, SEQ)
                    .set(MEMBERSHIP.DELIVERED_TOLD, value(MEMBERSHIP.DELIVERED_TOLD))
                    .where(MEMBER)
                    .and(MEMBERSHIP.DELIVERED_SEQ.lt(SEQ))),
            MEMBERSHIP.DELIVERED_TOLD,
            "receipt.delivered");

    /** What is read is delivered, so a receipt of less that was delivered is outdone. */
    private static final Rise READ = new Rise(
            PreparedWrite.of(update(MEMBERSHIP)
                    .set(MEMBERSHIP.READ_SEQ, SEQ)
                    .set(MEMBERSHIP.READ_TOLD, value(MEMBERSHIP.READ_TOLD))
                    .set(
                            MEMBERSHIP.DELIVERED_SEQ,
                            when(MEMBERSHIP.DELIVERED_SEQ.lt(SEQ), SEQ).otherwise(MEMBERSHIP.DELIVERED_SEQ))
                    .set(MEMBERSHIP.DELIVERED_TOLD, when(MEMBERSHIP.DELIVERED_SEQ.ge(SEQ), MEMBERSHIP.DELIVERED_TOLD))
                    .where(MEMBER)
                    .and(MEMBERSHIP.READ_SEQ.lt(SEQ))),
            MEMBERSHIP.READ_TOLD,
            "receipt.read");

    private Receipts() {}

    static void raise(ReceiptsRecorded event, long position, ReadModelWriter writer) {
        UUID conversation = event.conversationId().value();
        Rise rise = switch (event.kind()) {
            case DELIVERED -> DELIVERED;
            case READ -> READ;
        };
        for (Receipt receipt : event.receipts()) {
            writer.prepared(rise.write())
                    .set(MEMBERSHIP.CONVERSATION_ID, conversation)
                    .set(MEMBERSHIP.USER_ID, receipt.userId().value())
                    .set(MESSAGE.POSITION, receipt.position())
                    .set(rise.told(), position)
                    .execute();
        }
        Changes.receipts(position, rise.kind(), event.conversationId(), writer);
    }
}
