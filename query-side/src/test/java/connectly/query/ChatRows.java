package connectly.query;

import static connectly.readmodel.jooq.Tables.ACCOUNT;
import static connectly.readmodel.jooq.Tables.CHANGE;
import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MESSAGE;
import static connectly.readmodel.jooq.Tables.MUTE;
import static connectly.readmodel.jooq.Tables.REACTION;
import static connectly.readmodel.jooq.Tables.TOKEN;

import connectly.readmodel.ReadModel;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Writes rows as the projection would, one position of the log after the other, each in a transaction of its own. */
public final class ChatRows {
    public static final Instant TIME = Instant.parse("2026-11-24T10:00:00.123Z");

    private final ReadModel readModel;
    private long position;

    public ChatRows(ReadModel readModel) {
        this.readModel = readModel;
        readModel.writer().begin();
        readModel.writer().tables().insertInto(TOKEN).values("rows", 0L, 0L, 0L).execute();
        readModel.writer().commit();
    }

    /** The last position that was written. */
    public long position() {
        return position;
    }

    /** Moves on over events of which nobody is told. */
    public void skip(long positions) {
        at(position + positions, _ -> {});
    }

    public UUID account(String username) {
        return account(username, username + "'s name");
    }

    public UUID account(String username, String displayName) {
        UUID id = UUID.randomUUID();
        next(tables -> tables.insertInto(ACCOUNT)
                .values(id, username, displayName, "PERSON", TIME.toEpochMilli())
                .execute());
        return id;
    }

    public UUID group(@Nullable String title, UUID... members) {
        return conversation("GROUP", title, members);
    }

    public UUID direct(UUID one, UUID other) {
        return conversation("DIRECT", null, one, other);
    }

    /** The first member is the moderator. */
    private UUID conversation(String kind, @Nullable String title, UUID... members) {
        UUID id = UUID.randomUUID();
        next(tables -> tables.insertInto(CONVERSATION)
                .set(CONVERSATION.CONVERSATION_ID, id)
                .set(CONVERSATION.KIND, kind)
                .set(CONVERSATION.TITLE, title)
                .set(CONVERSATION.CREATED_BY, members[0])
                .set(CONVERSATION.CREATED_AT, TIME.toEpochMilli())
                .set(CONVERSATION.ACTIVE_POSITION, position)
                .execute());
        for (UUID member : members) {
            next(tables -> {
                membership(tables, id, member, member.equals(members[0]) ? "MODERATOR" : "MEMBER");
                change(tables, "conversation.created", id, null, member, member);
            });
        }
        return id;
    }

    public void join(UUID conversation, UUID user) {
        next(tables -> {
            membership(tables, conversation, user, "MEMBER");
            change(tables, "member.joined", conversation, null, user, null);
        });
    }

    public void leave(UUID conversation, UUID user) {
        next(tables -> {
            tables.update(MEMBERSHIP)
                    .set(MEMBERSHIP.LEFT_POSITION, position)
                    .where(MEMBERSHIP.CONVERSATION_ID.eq(conversation))
                    .and(MEMBERSHIP.USER_ID.eq(user))
                    .and(MEMBERSHIP.LEFT_POSITION.isNull())
                    .execute();
            change(tables, "member.left", conversation, null, user, null);
        });
    }

    public void mute(UUID conversation, UUID user, @Nullable Instant until) {
        next(tables -> {
            tables.insertInto(MUTE)
                    .set(MUTE.CONVERSATION_ID, conversation)
                    .set(MUTE.USER_ID, user)
                    .set(MUTE.UNTIL, until == null ? null : until.toEpochMilli())
                    .execute();
            change(tables, "member.muted", conversation, null, user, null);
        });
    }

    /** Tells one member alone of something about them. */
    public void whisper(UUID conversation, UUID user) {
        next(tables -> change(tables, "member.role", conversation, null, user, user));
    }

    public UUID message(UUID conversation, UUID sender, String body) {
        UUID id = UUID.randomUUID();
        next(tables -> {
            Long seq = tables.update(CONVERSATION)
                    .set(CONVERSATION.LAST_SEQ, CONVERSATION.LAST_SEQ.plus(1))
                    .set(CONVERSATION.ACTIVE_POSITION, position)
                    .where(CONVERSATION.CONVERSATION_ID.eq(conversation))
                    .returningResult(CONVERSATION.LAST_SEQ)
                    .fetchSingle()
                    .value1();
            tables.insertInto(MESSAGE)
                    .values(
                            id,
                            conversation,
                            seq,
                            position,
                            sender,
                            UUID.randomUUID(),
                            body,
                            null,
                            "sum of " + body,
                            TIME.toEpochMilli(),
                            null,
                            null,
                            null,
                            0L)
                    .execute();
            tables.update(MEMBERSHIP)
                    .set(MEMBERSHIP.DELIVERED_SEQ, seq)
                    .set(MEMBERSHIP.READ_SEQ, seq)
                    .setNull(MEMBERSHIP.DELIVERED_TOLD)
                    .setNull(MEMBERSHIP.READ_TOLD)
                    .where(isMember(conversation, sender))
                    .execute();
            change(tables, "message.sent", conversation, id, null, null);
        });
        return id;
    }

    public void edit(UUID conversation, UUID message, String body) {
        next(tables -> {
            tables.update(MESSAGE)
                    .set(MESSAGE.BODY, body)
                    .set(MESSAGE.CHECKSUM, "sum of " + body)
                    .set(MESSAGE.EDITED_AT, TIME.toEpochMilli())
                    .set(MESSAGE.REVISED_POSITION, position)
                    .where(MESSAGE.MESSAGE_ID.eq(message))
                    .execute();
            change(tables, "message.edited", conversation, message, null, null);
        });
    }

    public void delete(UUID conversation, UUID message) {
        next(tables -> {
            tables.update(MESSAGE)
                    .setNull(MESSAGE.BODY)
                    .setNull(MESSAGE.CHECKSUM)
                    .set(MESSAGE.DELETED_AT, TIME.toEpochMilli())
                    .set(MESSAGE.REVISED_POSITION, position)
                    .where(MESSAGE.MESSAGE_ID.eq(message))
                    .execute();
            change(tables, "message.deleted", conversation, message, null, null);
        });
    }

    /** Each reacts with the same. */
    public void react(UUID conversation, UUID message, String emoji, UUID... users) {
        for (UUID user : users) {
            next(tables -> {
                tables.insertInto(REACTION)
                        .values(message, emoji, user, position)
                        .execute();
                tables.update(MESSAGE)
                        .set(MESSAGE.REACTIONS, MESSAGE.REACTIONS.plus(1))
                        .set(MESSAGE.REVISED_POSITION, position)
                        .where(MESSAGE.MESSAGE_ID.eq(message))
                        .execute();
                change(tables, "message.reacted", conversation, message, null, null);
            });
        }
    }

    public void messages(UUID conversation, UUID sender, int count) {
        for (int i = 1; i <= count; i++) {
            message(conversation, sender, "text " + i);
        }
    }

    /** A client of each has the conversation up to a message. */
    public void received(UUID conversation, long seq, UUID... users) {
        next(tables -> {
            tables.update(MEMBERSHIP)
                    .set(MEMBERSHIP.DELIVERED_SEQ, seq)
                    .set(MEMBERSHIP.DELIVERED_TOLD, position)
                    .where(isMember(conversation, users))
                    .execute();
            change(tables, "receipt.delivered", conversation, null, null, null);
        });
    }

    /** Each has read the conversation up to a message, of which they had no more before. */
    public void read(UUID conversation, long seq, UUID... users) {
        next(tables -> {
            tables.update(MEMBERSHIP)
                    .set(MEMBERSHIP.DELIVERED_SEQ, seq)
                    .setNull(MEMBERSHIP.DELIVERED_TOLD)
                    .set(MEMBERSHIP.READ_SEQ, seq)
                    .set(MEMBERSHIP.READ_TOLD, position)
                    .where(isMember(conversation, users))
                    .execute();
            change(tables, "receipt.read", conversation, null, null, null);
        });
    }

    private static Condition isMember(UUID conversation, UUID... users) {
        return MEMBERSHIP
                .CONVERSATION_ID
                .eq(conversation)
                .and(MEMBERSHIP.USER_ID.in(users))
                .and(MEMBERSHIP.LEFT_POSITION.isNull());
    }

    /** What came before somebody's joining is not unread to them. */
    private void membership(DSLContext tables, UUID conversation, UUID user, String role) {
        Field<Long> newest = DSL.field(DSL.select(CONVERSATION.LAST_SEQ)
                .from(CONVERSATION)
                .where(CONVERSATION.CONVERSATION_ID.eq(conversation)));
        tables.insertInto(MEMBERSHIP)
                .set(MEMBERSHIP.CONVERSATION_ID, conversation)
                .set(MEMBERSHIP.USER_ID, user)
                .set(MEMBERSHIP.JOINED_POSITION, position)
                .set(MEMBERSHIP.ROLE, role)
                .set(MEMBERSHIP.JOINED_SEQ, newest)
                .set(MEMBERSHIP.DELIVERED_SEQ, newest)
                .set(MEMBERSHIP.READ_SEQ, newest)
                .execute();
    }

    private void change(
            DSLContext tables,
            String kind,
            UUID conversation,
            @Nullable UUID message,
            @Nullable UUID user,
            @Nullable UUID onlyFor) {
        tables.insertInto(CHANGE)
                .set(CHANGE.POSITION, position)
                .set(CHANGE.KIND, kind)
                .set(CHANGE.CONVERSATION_ID, conversation)
                .set(CHANGE.MESSAGE_ID, message)
                .set(CHANGE.USER_ID, user)
                .set(CHANGE.ONLY_FOR, onlyFor)
                .execute();
    }

    private void next(Consumer<DSLContext> work) {
        at(position + 1, work);
    }

    private void at(long newPosition, Consumer<DSLContext> work) {
        position = newPosition;
        readModel.writer().begin();
        DSLContext tables = readModel.writer().tables();
        work.accept(tables);
        tables.update(TOKEN).set(TOKEN.POSITION, position).execute();
        readModel.writer().commit();
    }
}
