package connectly.projectors;

import static connectly.readmodel.jooq.Tables.MESSAGE;
import static connectly.readmodel.jooq.Tables.REACTION;

import connectly.events.MessageId;
import connectly.events.ReactionChanged;
import connectly.readmodel.ReadModelWriter;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Who reacted to messages, and with what. */
final class Reactions {
    private Reactions() {}

    static void change(ReactionChanged event, long position, ReadModelWriter writer) {
        DSLContext tables = writer.tables();
        UUID message = event.messageId().value();
        String emoji = event.emoji();
        // Of one that is erased nobody can say what it was: it is as if it had never been.
        if (emoji != null && event.on()) {
            add(event, emoji, position, tables);
        } else if (emoji != null) {
            tables.deleteFrom(REACTION)
                    .where(REACTION.MESSAGE_ID.eq(message))
                    .and(REACTION.EMOJI.eq(emoji))
                    .and(REACTION.USER_ID.eq(event.userId().value()))
                    .execute();
        }
        tables.update(MESSAGE)
                .set(
                        MESSAGE.REACTIONS,
                        DSL.field(DSL.selectCount().from(REACTION).where(REACTION.MESSAGE_ID.eq(message)))
                                .cast(Long.class))
                .set(MESSAGE.REVISED_POSITION, position)
                .where(MESSAGE.MESSAGE_ID.eq(message))
                .execute();
        Changes.message(position, "message.reacted", event.conversationId(), event.messageId(), writer);
    }

    private static void add(ReactionChanged event, String emoji, long position, DSLContext tables) {
        tables.insertInto(REACTION)
                .set(REACTION.MESSAGE_ID, event.messageId().value())
                .set(REACTION.EMOJI, emoji)
                .set(REACTION.USER_ID, event.userId().value())
                .set(REACTION.POSITION, position)
                .onDuplicateKeyIgnore()
                .execute();
    }

    /** What is deleted has none. */
    static void clear(MessageId message, DSLContext tables) {
        tables.deleteFrom(REACTION)
                .where(REACTION.MESSAGE_ID.eq(message.value()))
                .execute();
    }
}
