package connectly.query.conversations;

import static connectly.readmodel.jooq.Tables.ACCOUNT;
import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MESSAGE;
import static connectly.readmodel.jooq.Tables.MUTE;

import connectly.query.Access;
import connectly.query.Page;
import connectly.query.history.MessageView;
import connectly.query.history.Messages;
import connectly.query.history.Reactions;
import connectly.readmodel.ReadModel;
import connectly.readmodel.jooq.tables.Membership;
import connectly.readmodel.jooq.tables.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads which conversations somebody is in. */
public final class ConversationQueries {
    private static final int PAGE = 100;
    private static final String DIRECT = "DIRECT";

    private static final Membership OTHER = MEMBERSHIP.as("other");
    private static final Message TOMBSTONE = MESSAGE.as("tombstone");

    /** The display name of the other person of a direct conversation. */
    private static final Field<@Nullable String> OTHER_NAME = DSL.field(DSL.select(ACCOUNT.DISPLAY_NAME)
            .from(OTHER)
            .join(ACCOUNT)
            .on(ACCOUNT.USER_ID.eq(OTHER.USER_ID))
            .where(OTHER.CONVERSATION_ID.eq(CONVERSATION.CONVERSATION_ID))
            .and(OTHER.USER_ID.ne(MEMBERSHIP.USER_ID))
            .and(CONVERSATION.KIND.eq(DIRECT))
            .limit(1));

    /**
     * Messages that were deleted before the viewer had read them. There are none of their own among those that they have
     * not read, as whoever sends has read what is there.
     */
    private static final Field<Integer> UNREAD_TOMBSTONES = DSL.field(DSL.selectCount()
            .from(TOMBSTONE)
            .where(TOMBSTONE.CONVERSATION_ID.eq(MEMBERSHIP.CONVERSATION_ID))
            .and(TOMBSTONE.SEQ.gt(MEMBERSHIP.READ_SEQ))
            .and(TOMBSTONE.DELETED_AT.isNotNull()));

    private final ReadModel readModel;

    public ConversationQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    /**
     * The viewer's conversations, the most lately active first.
     *
     * @param beforePosition the {@code next} of the page before; null for the first
     */
    public Page<ConversationView> of(UUID viewer, @Nullable Long beforePosition) {
        Condition range = beforePosition == null ? DSL.noCondition() : CONVERSATION.ACTIVE_POSITION.lt(beforePosition);
        List<ConversationView> views = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        readModel.read(tables -> {
            select(tables, viewer, range).forEach(row -> {
                views.add(view(row, viewer, null, tables));
                positions.add(row.get(CONVERSATION.ACTIVE_POSITION));
            });
            return views;
        });
        return views.size() <= PAGE
                ? new Page<>(views, null)
                : new Page<>(views.subList(0, PAGE), String.valueOf(positions.get(PAGE - 1)));
    }

    /**
     * One conversation with its members.
     *
     * @throws connectly.query.AccessDeniedException when the viewer is not a member
     */
    public ConversationView one(UUID viewer, UUID conversation) {
        return readModel.read(tables -> {
            Access.require(viewer, conversation, tables);
            Record row = select(tables, viewer, CONVERSATION.CONVERSATION_ID.eq(conversation))
                    .getFirst();
            return view(row, viewer, members(tables, conversation), tables);
        });
    }

    /** Who was a member when the log stood at {@code position}; for the push, which tells nobody else. */
    public Set<UUID> memberIdsAt(UUID conversation, long position) {
        return readModel.read(tables -> new HashSet<>(tables.select(MEMBERSHIP.USER_ID)
                .from(MEMBERSHIP)
                .where(MEMBERSHIP.CONVERSATION_ID.eq(conversation))
                .and(MEMBERSHIP.JOINED_POSITION.le(position))
                .and(MEMBERSHIP.LEFT_POSITION.isNull().or(MEMBERSHIP.LEFT_POSITION.ge(position)))
                .fetch(MEMBERSHIP.USER_ID)));
    }

    /** Who was a member when the log stood at {@code position}, or has been since. */
    public Set<UUID> memberIdsSince(UUID conversation, long position) {
        return readModel.read(tables -> new HashSet<>(tables.select(MEMBERSHIP.USER_ID)
                .from(MEMBERSHIP)
                .where(MEMBERSHIP.CONVERSATION_ID.eq(conversation))
                .and(MEMBERSHIP.LEFT_POSITION.isNull().or(MEMBERSHIP.LEFT_POSITION.ge(position)))
                .fetch(MEMBERSHIP.USER_ID)));
    }

    private static List<? extends Record> select(DSLContext tables, UUID viewer, Condition which) {
        List<Field<?>> fields = new ArrayList<>(Messages.FIELDS);
        fields.addAll(List.of(
                CONVERSATION.CONVERSATION_ID,
                CONVERSATION.KIND,
                CONVERSATION.TITLE,
                CONVERSATION.CREATED_AT,
                CONVERSATION.LAST_SEQ,
                CONVERSATION.ACTIVE_POSITION,
                MEMBERSHIP.ROLE,
                MEMBERSHIP.READ_SEQ,
                UNREAD_TOMBSTONES,
                MUTE.USER_ID,
                MUTE.UNTIL,
                OTHER_NAME));
        return tables.select(fields)
                .from(MEMBERSHIP)
                .join(CONVERSATION)
                .on(CONVERSATION.CONVERSATION_ID.eq(MEMBERSHIP.CONVERSATION_ID))
                .leftJoin(MESSAGE)
                .on(MESSAGE.CONVERSATION_ID.eq(CONVERSATION.CONVERSATION_ID))
                .and(MESSAGE.SEQ.eq(CONVERSATION.LAST_SEQ))
                .leftJoin(MUTE)
                .on(MUTE.CONVERSATION_ID.eq(MEMBERSHIP.CONVERSATION_ID))
                .and(MUTE.USER_ID.eq(MEMBERSHIP.USER_ID))
                .where(MEMBERSHIP.USER_ID.eq(viewer))
                .and(MEMBERSHIP.LEFT_POSITION.isNull())
                .and(which)
                .orderBy(CONVERSATION.ACTIVE_POSITION.desc())
                .limit(PAGE + 1)
                .fetch();
    }

    private static ConversationView view(
            Record row, UUID viewer, @Nullable List<MemberView> members, DSLContext tables) {
        String kind = row.get(CONVERSATION.KIND);
        MessageView last = row.get(MESSAGE.MESSAGE_ID) == null
                ? null
                : Messages.withDelivery(Messages.view(row, Reactions.to(List.of(row), tables)), viewer, tables);
        Long until = row.get(MUTE.UNTIL);
        return new ConversationView(
                row.get(CONVERSATION.CONVERSATION_ID),
                kind.toLowerCase(Locale.ROOT),
                kind.equals(DIRECT) ? row.get(OTHER_NAME) : row.get(CONVERSATION.TITLE),
                Instant.ofEpochMilli(row.get(CONVERSATION.CREATED_AT)),
                last,
                row.get(CONVERSATION.LAST_SEQ) - row.get(MEMBERSHIP.READ_SEQ) - row.get(UNREAD_TOMBSTONES),
                row.get(MEMBERSHIP.ROLE).toLowerCase(Locale.ROOT),
                row.get(MUTE.USER_ID) != null,
                until == null ? null : Instant.ofEpochMilli(until),
                members);
    }

    private static List<MemberView> members(DSLContext tables, UUID conversation) {
        return tables.select(
                        ACCOUNT.USER_ID,
                        ACCOUNT.USERNAME,
                        ACCOUNT.DISPLAY_NAME,
                        MEMBERSHIP.ROLE,
                        MEMBERSHIP.DELIVERED_SEQ,
                        MEMBERSHIP.READ_SEQ)
                .from(MEMBERSHIP)
                .join(ACCOUNT)
                .on(ACCOUNT.USER_ID.eq(MEMBERSHIP.USER_ID))
                .where(MEMBERSHIP.CONVERSATION_ID.eq(conversation))
                .and(MEMBERSHIP.LEFT_POSITION.isNull())
                .orderBy(ACCOUNT.USERNAME)
                .fetch(row -> new MemberView(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4().toLowerCase(Locale.ROOT),
                        row.value5(),
                        row.value6()));
    }
}
