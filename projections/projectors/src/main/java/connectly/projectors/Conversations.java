package connectly.projectors;

import static connectly.readmodel.jooq.Tables.CONVERSATION;

import connectly.events.ConversationCreated;
import org.jooq.DSLContext;

/** Conversations, as they begin. */
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
}
