package connectly.projectors;

import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MESSAGE;

import connectly.events.ConversationCreated;
import connectly.events.MessageSent;
import org.jooq.DSLContext;

/** Conversations and what is said in them. */
final class Conversations {
    private Conversations() {}

    static void begin(ConversationCreated event, long position, DSLContext tables) {
        tables.insertInto(CONVERSATION)
                .set(CONVERSATION.CONVERSATION_ID, event.conversationId().value())
                .set(CONVERSATION.KIND, event.kind().name())
                .set(CONVERSATION.TITLE, event.title())
                .set(CONVERSATION.CREATED_BY, event.createdBy().value())
                .set(CONVERSATION.CREATED_AT, event.createdAt().toEpochMilli())
                .set(CONVERSATION.ACTIVE_POSITION, position)
                .execute();
    }

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
        Changes.messageSent(position, event.conversationId(), event.messageId(), tables);
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
