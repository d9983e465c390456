package connectly.query.contacts;

import static connectly.readmodel.jooq.Tables.CHANGE;
import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.TOKEN;

import connectly.readmodel.ReadModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Reads who somebody's contacts are: those in a conversation with them now. Groups of more than {@link #LARGEST_GROUP}
 * make nobody a contact, and of somebody's conversations the {@link #MOST_CONVERSATIONS} most lately active count: so
 * what it costs to tell contacts something does not grow with the square of a large group.
 */
public final class ContactQueries {
    public static final int LARGEST_GROUP = 100;
    public static final int MOST_CONVERSATIONS = 200;

    /** Positions of the log that one look for newcomers covers. */
    private static final long STRETCH = 10_000;

    private final ReadModel readModel;

    public ContactQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** The contacts of each of these users, as of one moment. */
    public Map<UUID, Set<UUID>> of(Collection<UUID> users) {
        return readModel.read(tables -> {
            Map<UUID, List<UUID>> members = new HashMap<>();
            Map<UUID, Set<UUID>> contacts = new HashMap<>();
            for (UUID user : users) {
                Set<UUID> ofUser = new HashSet<>();
                conversations(tables, user)
                        .forEach(conversation ->
                                ofUser.addAll(members.computeIfAbsent(conversation, id -> membersOfSmall(tables, id))));
                ofUser.remove(user);
                contacts.put(user, ofUser);
            }
            return contacts;
        });
    }

    private static List<UUID> conversations(DSLContext tables, UUID user) {
        return tables.select(MEMBERSHIP.CONVERSATION_ID)
                .from(MEMBERSHIP)
                .join(CONVERSATION)
                .on(CONVERSATION.CONVERSATION_ID.eq(MEMBERSHIP.CONVERSATION_ID))
                .where(MEMBERSHIP.USER_ID.eq(user))
                .and(MEMBERSHIP.LEFT_POSITION.isNull())
                .orderBy(CONVERSATION.ACTIVE_POSITION.desc())
                .limit(MOST_CONVERSATIONS)
                .fetch(MEMBERSHIP.CONVERSATION_ID);
    }

    /** Nobody, where they are too many. */
    private static List<UUID> membersOfSmall(DSLContext tables, UUID conversation) {
        List<UUID> members = tables.select(MEMBERSHIP.USER_ID)
                .from(MEMBERSHIP)
                .where(MEMBERSHIP.CONVERSATION_ID.eq(conversation))
                .and(MEMBERSHIP.LEFT_POSITION.isNull())
                .limit(LARGEST_GROUP + 1)
                .fetch(MEMBERSHIP.USER_ID);
        return members.size() > LARGEST_GROUP ? List.of() : members;
    }

    /** Who has got contacts after {@code position}, because a conversation began or they were added to one. */
    public Newcomers newcomersAfter(long position) {
        return readModel.read(tables -> {
            long reached = tables.select(DSL.coalesce(DSL.min(TOKEN.POSITION), DSL.val(0L)))
                    .from(TOKEN)
                    .fetchSingle()
                    .value1();
            long through = Math.max(position, Math.min(reached, position + STRETCH));
            return new Newcomers(
                    new HashSet<>(tables.select(CHANGE.USER_ID)
                            .from(CHANGE)
                            .where(CHANGE.POSITION.gt(position))
                            .and(CHANGE.POSITION.le(through))
                            .and(CHANGE.KIND.in("member.joined", "conversation.created"))
                            .fetch(CHANGE.USER_ID)),
                    through);
        });
    }
}
