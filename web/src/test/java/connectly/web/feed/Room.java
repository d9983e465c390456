package connectly.web.feed;

import static connectly.readmodel.jooq.Tables.ACCOUNT;
import static connectly.readmodel.jooq.Tables.CHANGE;
import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MESSAGE;
import static connectly.readmodel.jooq.Tables.TOKEN;

import connectly.readmodel.ReadModel;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A real read model with one conversation, in which Ann and Bob are; Cyd is not. Written to as the projection would. */
public final class Room implements AutoCloseable {
    private final ReadModel readModel;
    private final UUID conversation = UUID.randomUUID();
    private long position;

    public Room(Path directory) {
        readModel = ReadModel.open(directory.resolve("read-1.db"), "epoch");
        readModel.writer().begin();
        readModel.writer().tables().insertInto(TOKEN).values("room", 0L, 0L, 0L).execute();
        readModel.writer().commit();
        for (UUID user : new UUID[] {ANN, BOB, CYD}) {
            commit(tables -> tables.insertInto(ACCOUNT)
                    .values(user, user.toString(), user.toString(), "PERSON", 0L)
                    .execute());
        }
        commit(tables -> tables.insertInto(CONVERSATION)
                .values(conversation, "GROUP", "plans", ANN, 0L, 0L, position)
                .execute());
        join(ANN);
        join(BOB);
    }

    public static final UUID ANN = new UUID(0, 1);
    public static final UUID BOB = new UUID(0, 2);
    public static final UUID CYD = new UUID(0, 3);

    /** That of every message here: in the form of a checksum, but of nothing. */
    public static final String CHECKSUM = "0".repeat(64);

    public ReadModel readModel() {
        return readModel;
    }

    public UUID conversation() {
        return conversation;
    }

    /** The last position that was committed by the thread that asks. */
    public long position() {
        return position;
    }

    public long message(String body) {
        return message(UUID.randomUUID(), body);
    }

    public long message(UUID id, String body) {
        return commit(tables -> {
            Long seq = tables.update(CONVERSATION)
                    .set(CONVERSATION.LAST_SEQ, CONVERSATION.LAST_SEQ.plus(1))
                    .set(CONVERSATION.ACTIVE_POSITION, position)
                    .returningResult(CONVERSATION.LAST_SEQ)
                    .fetchSingle()
                    .value1();
            tables.insertInto(MESSAGE)
                    .values(
                            id,
                            conversation,
                            seq,
                            position,
                            ANN,
                            UUID.randomUUID(),
                            body,
                            null,
                            CHECKSUM,
                            0L,
                            null,
                            null,
                            null,
                            0L)
                    .execute();
            change(tables, "message.sent", id, null, null);
        });
    }

    public long edit(UUID id, String body) {
        return commit(tables -> {
            tables.update(MESSAGE)
                    .set(MESSAGE.BODY, body)
                    .set(MESSAGE.EDITED_AT, 0L)
                    .set(MESSAGE.REVISED_POSITION, position)
                    .where(MESSAGE.MESSAGE_ID.eq(id))
                    .execute();
            change(tables, "message.edited", id, null, null);
        });
    }

    public long join(UUID user) {
        return commit(tables -> {
            tables.insertInto(MEMBERSHIP)
                    .values(conversation, user, position, null, "MEMBER", 0L, 0L, 0L, null, null)
                    .execute();
            change(tables, "member.joined", null, user, null);
        });
    }

    public long leave(UUID user) {
        return commit(tables -> {
            tables.update(MEMBERSHIP)
                    .set(MEMBERSHIP.LEFT_POSITION, position)
                    .where(MEMBERSHIP.USER_ID.eq(user))
                    .and(MEMBERSHIP.LEFT_POSITION.isNull())
                    .execute();
            change(tables, "member.left", null, user, null);
        });
    }

    /** Tells one member alone of something about them. */
    public long whisper(UUID user) {
        return commit(tables -> change(tables, "member.role", null, user, user));
    }

    /** Makes every read of what changed fail until {@link #repair}. */
    public void damage() {
        alter("ALTER TABLE change RENAME TO hidden");
    }

    public void repair() {
        alter("ALTER TABLE hidden RENAME TO change");
    }

    private void alter(String statement) {
        readModel.writer().begin();
        readModel.writer().tables().execute(statement);
        readModel.writer().commit();
    }

    private void change(
            DSLContext tables, String kind, @Nullable UUID message, @Nullable UUID user, @Nullable UUID onlyFor) {
        tables.insertInto(CHANGE)
                .values(position, kind, conversation, message, user, onlyFor)
                .execute();
    }

    private long commit(Consumer<DSLContext> work) {
        position++;
        readModel.writer().begin();
        DSLContext tables = readModel.writer().tables();
        work.accept(tables);
        tables.update(TOKEN).set(TOKEN.POSITION, position).execute();
        readModel.writer().commit();
        return position;
    }

    @Override
    public void close() {
        readModel.close();
    }
}
