package connectly.projectors;

import static connectly.readmodel.PreparedWrite.value;
import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MESSAGE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import connectly.events.MessageDeleted;
import connectly.events.MessageEdited;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.readmodel.PreparedWrite;
import connectly.readmodel.ReadModelWriter;
import java.util.UUID;
import org.jooq.Field;

/** What is said in conversations, and what becomes of it. */
final class Messages {
    private static final Field<Long> LAST_SEQ = field(select(CONVERSATION.LAST_SEQ)
            .from(CONVERSATION)
            .where(CONVERSATION.CONVERSATION_ID.eq(value(CONVERSATION.CONVERSATION_ID))));

    /** Counts in log order, so every rebuild gives every message the same number. */
    private static final PreparedWrite COUNT = PreparedWrite.of(update(CONVERSATION)
            .set(CONVERSATION.LAST_SEQ, CONVERSATION.LAST_SEQ.plus(inline(1L)))
            .set(CONVERSATION.ACTIVE_POSITION, value(CONVERSATION.ACTIVE_POSITION))
            .where(CONVERSATION.CONVERSATION_ID.eq(value(CONVERSATION.CONVERSATION_ID))));

    private static final PreparedWrite ADD = PreparedWrite.of(insertInto(MESSAGE)
            .set(MESSAGE.MESSAGE_ID, value(MESSAGE.MESSAGE_ID))
            .set(MESSAGE.CONVERSATION_ID, value(MESSAGE.CONVERSATION_ID))
            .set(MESSAGE.SEQ, LAST_SEQ)
            .set(MESSAGE.POSITION, value(MESSAGE.POSITION))
            .set(MESSAGE.SENDER_ID, value(MESSAGE.SENDER_ID))
            .set(MESSAGE.CLIENT_MESSAGE_ID, value(MESSAGE.CLIENT_MESSAGE_ID))
            .set(MESSAGE.BODY, value(MESSAGE.BODY))
            .set(MESSAGE.REPLY_TO, value(MESSAGE.REPLY_TO))
            .set(MESSAGE.CHECKSUM, value(MESSAGE.CHECKSUM))
            .set(MESSAGE.SENT_AT, value(MESSAGE.SENT_AT)));

    /** Whoever answers has read what came before. The message says so itself, so a receipt that did is outdone. */
    private static final PreparedWrite READ_BY_SENDER = PreparedWrite.of(update(MEMBERSHIP)
            .set(MEMBERSHIP.DELIVERED_SEQ, LAST_SEQ)
            .set(MEMBERSHIP.READ_SEQ, LAST_SEQ)
            .set(MEMBERSHIP.DELIVERED_TOLD, inline(null, MEMBERSHIP.DELIVERED_TOLD))
            .set(MEMBERSHIP.READ_TOLD, inline(null, MEMBERSHIP.READ_TOLD))
            .where(MEMBERSHIP.CONVERSATION_ID.eq(value(MEMBERSHIP.CONVERSATION_ID)))
            .and(MEMBERSHIP.USER_ID.eq(value(MEMBERSHIP.USER_ID)))
            .and(MEMBERSHIP.LEFT_POSITION.isNull()));

    private Messages() {}

    /** By far the most of all events, so its statements are prepared once. */
    static void receive(MessageSent event, long position, ReadModelWriter writer) {
        UUID conversation = event.conversationId().value();
        UUID sender = event.senderId().value();
        MessageId replyTo = event.replyTo();
        writer.prepared(COUNT)
                .set(CONVERSATION.CONVERSATION_ID, conversation)
                .set(CONVERSATION.ACTIVE_POSITION, position)
                .execute();
        writer.prepared(ADD)
                .set(MESSAGE.MESSAGE_ID, event.messageId().value())
                .set(MESSAGE.CONVERSATION_ID, conversation)
                .set(MESSAGE.POSITION, position)
                .set(MESSAGE.SENDER_ID, sender)
                .set(MESSAGE.CLIENT_MESSAGE_ID, event.clientMessageId().value())
                .set(MESSAGE.BODY, event.body())
                .set(MESSAGE.REPLY_TO, replyTo == null ? null : replyTo.value())
                .set(MESSAGE.CHECKSUM, event.checksum())
                .set(MESSAGE.SENT_AT, event.sentAt().toEpochMilli())
                .execute();
        writer.prepared(READ_BY_SENDER)
                .set(MEMBERSHIP.CONVERSATION_ID, conversation)
                .set(MEMBERSHIP.USER_ID, sender)
                .execute();
        Changes.message(position, "message.sent", event.conversationId(), event.messageId(), writer);
    }

    static void edit(MessageEdited event, long position, ReadModelWriter writer) {
        writer.tables()
                .update(MESSAGE)
                .set(MESSAGE.BODY, event.body())
                .set(MESSAGE.CHECKSUM, event.checksum())
                .set(MESSAGE.EDITED_AT, event.editedAt().toEpochMilli())
                .set(MESSAGE.REVISED_POSITION, position)
                .where(MESSAGE.MESSAGE_ID.eq(event.messageId().value()))
                .execute();
        Changes.message(position, "message.edited", event.conversationId(), event.messageId(), writer);
    }

    /** The row stays, so that the numbers stay gapless and answers still lead somewhere; its text does not. */
    static void delete(MessageDeleted event, long position, ReadModelWriter writer) {
        writer.tables()
                .update(MESSAGE)
                .setNull(MESSAGE.BODY)
                .setNull(MESSAGE.CHECKSUM)
                .set(MESSAGE.REACTIONS, 0L)
                .set(MESSAGE.DELETED_AT, event.deletedAt().toEpochMilli())
                .set(MESSAGE.REVISED_POSITION, position)
                .where(MESSAGE.MESSAGE_ID.eq(event.messageId().value()))
                .execute();
        Reactions.clear(event.messageId(), writer.tables());
        Changes.message(position, "message.deleted", event.conversationId(), event.messageId(), writer);
    }
}
