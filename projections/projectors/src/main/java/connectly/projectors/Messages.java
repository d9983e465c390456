package connectly.projectors;

import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MESSAGE;

import connectly.events.MessageDeleted;
import connectly.events.MessageEdited;
import connectly.events.MessageSent;
import org.jooq.DSLContext;

/** What is said in conversations, and what becomes of it. */
final class Messages {
    private Messages() {}

    static void receive(MessageSent event, long position, DSLContext tables) {
        long seq = nextSeq(event, position, tables);
        tables.insertInto(MESSAGE)
                .set(MESSAGE.MESSAGE_ID, event.messageId().value())
                .set(MESSAGE.CONVERSATION_ID, event.conversationId().value())
                .set(MESSAGE.SEQ, seq)
                .set(MESSAGE.POSITION, position)
                .set(MESSAGE.SENDER_ID, event.senderId().value())
                .set(MESSAGE.CLIENT_MESSAGE_ID, event.clientMessageId().value())
                .set(MESSAGE.BODY, event.body())
                .set(
                        MESSAGE.REPLY_TO,
                        event.replyTo() == null ? null : event.replyTo().value())
                .set(MESSAGE.CHECKSUM, event.checksum())
                .set(MESSAGE.SENT_AT, event.sentAt().toEpochMilli())
                .execute();
        // Whoever answers has read what came before.
        tables.update(MEMBERSHIP)
                .set(MEMBERSHIP.READ_SEQ, seq)
                .where(MEMBERSHIP.CONVERSATION_ID.eq(event.conversationId().value()))
                .and(MEMBERSHIP.USER_ID.eq(event.senderId().value()))
                .and(MEMBERSHIP.LEFT_POSITION.isNull())
                .execute();
        Changes.message(position, "message.sent", event.conversationId(), event.messageId(), tables);
    }

    static void edit(MessageEdited event, long position, DSLContext tables) {
        tables.update(MESSAGE)
                .set(MESSAGE.BODY, event.body())
                .set(MESSAGE.CHECKSUM, event.checksum())
                .set(MESSAGE.EDITED_AT, event.editedAt().toEpochMilli())
                .set(MESSAGE.REVISED_POSITION, position)
                .where(MESSAGE.MESSAGE_ID.eq(event.messageId().value()))
                .execute();
        Changes.message(position, "message.edited", event.conversationId(), event.messageId(), tables);
    }

    /** The row stays, so that the numbers stay gapless and answers still lead somewhere; its text does not. */
    static void delete(MessageDeleted event, long position, DSLContext tables) {
        tables.update(MESSAGE)
                .setNull(MESSAGE.BODY)
                .setNull(MESSAGE.CHECKSUM)
                .set(MESSAGE.DELETED_AT, event.deletedAt().toEpochMilli())
                .set(MESSAGE.REVISED_POSITION, position)
                .where(MESSAGE.MESSAGE_ID.eq(event.messageId().value()))
                .execute();
        Changes.message(position, "message.deleted", event.conversationId(), event.messageId(), tables);
    }

    /** Counts in log order, so every rebuild gives every message the same number. */
    private static long nextSeq(MessageSent event, long position, DSLContext tables) {
        return tables.update(CONVERSATION)
                .set(CONVERSATION.LAST_SEQ, CONVERSATION.LAST_SEQ.plus(1))
                .set(CONVERSATION.ACTIVE_POSITION, position)
                .where(CONVERSATION.CONVERSATION_ID.eq(event.conversationId().value()))
                .returningResult(CONVERSATION.LAST_SEQ)
                .fetchSingle()
                .value1();
    }
}
