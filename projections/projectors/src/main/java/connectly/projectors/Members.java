package connectly.projectors;

import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MUTE;

import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRoleChanged;
import connectly.events.MemberUnmuted;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Who is in which conversation, since when, and who may not write there. */
final class Members {
    private Members() {}

    static void join(MemberJoined event, long position, DSLContext tables) {
        Field<Long> newest = DSL.field(DSL.select(CONVERSATION.LAST_SEQ)
                .from(CONVERSATION)
                .where(CONVERSATION.CONVERSATION_ID.eq(event.conversationId().value())));
        tables.insertInto(MEMBERSHIP)
                .set(MEMBERSHIP.CONVERSATION_ID, event.conversationId().value())
                .set(MEMBERSHIP.USER_ID, event.userId().value())
                .set(MEMBERSHIP.JOINED_POSITION, position)
                .set(MEMBERSHIP.ROLE, event.role().name())
                .set(MEMBERSHIP.JOINED_SEQ, newest)
                .set(MEMBERSHIP.DELIVERED_SEQ, newest)
                .set(MEMBERSHIP.READ_SEQ, newest)
                .execute();
        if (event.founding()) {
            Changes.conversationCreated(position, event.conversationId(), event.userId(), tables);
        } else {
            Changes.member(position, "member.joined", event.conversationId(), event.userId(), tables);
        }
    }

    static void leave(MemberLeft event, long position, DSLContext tables) {
        tables.update(MEMBERSHIP)
                .set(MEMBERSHIP.LEFT_POSITION, position)
                .where(MEMBERSHIP.CONVERSATION_ID.eq(event.conversationId().value()))
                .and(MEMBERSHIP.USER_ID.eq(event.userId().value()))
                .and(MEMBERSHIP.LEFT_POSITION.isNull())
                .execute();
        Changes.member(position, "member.left", event.conversationId(), event.userId(), tables);
    }

    static void changeRole(MemberRoleChanged event, long position, DSLContext tables) {
        tables.update(MEMBERSHIP)
                .set(MEMBERSHIP.ROLE, event.role().name())
                .where(MEMBERSHIP.CONVERSATION_ID.eq(event.conversationId().value()))
                .and(MEMBERSHIP.USER_ID.eq(event.userId().value()))
                .and(MEMBERSHIP.LEFT_POSITION.isNull())
                .execute();
        Changes.member(position, "member.role", event.conversationId(), event.userId(), tables);
    }

    static void mute(MemberMuted event, long position, DSLContext tables) {
        Long until = event.until() == null ? null : event.until().toEpochMilli();
        tables.insertInto(MUTE)
                .set(MUTE.CONVERSATION_ID, event.conversationId().value())
                .set(MUTE.USER_ID, event.userId().value())
                .set(MUTE.UNTIL, until)
                .set(MUTE.REASON, event.reason())
                .onDuplicateKeyUpdate()
                .set(MUTE.UNTIL, until)
                .set(MUTE.REASON, event.reason())
                .execute();
        Changes.member(position, "member.muted", event.conversationId(), event.userId(), tables);
    }

    static void unmute(MemberUnmuted event, long position, DSLContext tables) {
        tables.deleteFrom(MUTE)
                .where(MUTE.CONVERSATION_ID.eq(event.conversationId().value()))
                .and(MUTE.USER_ID.eq(event.userId().value()))
                .execute();
        Changes.member(position, "member.unmuted", event.conversationId(), event.userId(), tables);
    }
}
