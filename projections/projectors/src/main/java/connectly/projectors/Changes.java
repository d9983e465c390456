package connectly.projectors;

import static connectly.readmodel.PreparedWrite.value;
import static connectly.readmodel.jooq.Tables.CHANGE;
import static org.jooq.impl.DSL.insertInto;

import connectly.events.ConversationId;
import connectly.events.MessageId;
import connectly.events.UserId;
import connectly.readmodel.PreparedWrite;
import connectly.readmodel.ReadModelWriter;
import org.jooq.DSLContext;

/** Notes what clients are told. The kinds are those of the public contract. */
final class Changes {
    private static final PreparedWrite MESSAGE = PreparedWrite.of(insertInto(CHANGE)
            .set(CHANGE.POSITION, value(CHANGE.POSITION))
            .set(CHANGE.KIND, value(CHANGE.KIND))
            .set(CHANGE.CONVERSATION_ID, value(CHANGE.CONVERSATION_ID))
            .set(CHANGE.MESSAGE_ID, value(CHANGE.MESSAGE_ID)));

    private static final PreparedWrite RECEIPTS = PreparedWrite.of(insertInto(CHANGE)
            .set(CHANGE.POSITION, value(CHANGE.POSITION))
            .set(CHANGE.KIND, value(CHANGE.KIND))
            .set(CHANGE.CONVERSATION_ID, value(CHANGE.CONVERSATION_ID)));

    private Changes() {}

    /** Tells every member of a message that is new, or is not what it was. */
    static void message(
            long position, String kind, ConversationId conversation, MessageId message, ReadModelWriter writer) {
        writer.prepared(MESSAGE)
                .set(CHANGE.POSITION, position)
                .set(CHANGE.KIND, kind)
                .set(CHANGE.CONVERSATION_ID, conversation.value())
                .set(CHANGE.MESSAGE_ID, message.value())
                .execute();
    }

    /** Tells every member of receipts that are new. */
    static void receipts(long position, String kind, ConversationId conversation, ReadModelWriter writer) {
        writer.prepared(RECEIPTS)
                .set(CHANGE.POSITION, position)
                .set(CHANGE.KIND, kind)
                .set(CHANGE.CONVERSATION_ID, conversation.value())
                .execute();
    }

    /** Tells every member of a change to one of them. */
    static void member(long position, String kind, ConversationId conversation, UserId user, DSLContext tables) {
        tables.insertInto(CHANGE)
                .set(CHANGE.POSITION, position)
                .set(CHANGE.KIND, kind)
                .set(CHANGE.CONVERSATION_ID, conversation.value())
                .set(CHANGE.USER_ID, user.value())
                .execute();
    }

    /**
     * Tells one founding member of a new conversation. Each is told at the position of their own joining, where they are
     * a member and the conversation exists; told at its creation, nobody would be a member yet.
     */
    static void conversationCreated(long position, ConversationId conversation, UserId member, DSLContext tables) {
        tables.insertInto(CHANGE)
                .set(CHANGE.POSITION, position)
                .set(CHANGE.KIND, "conversation.created")
                .set(CHANGE.CONVERSATION_ID, conversation.value())
                .set(CHANGE.USER_ID, member.value())
                .set(CHANGE.ONLY_FOR, member.value())
                .execute();
    }
}
