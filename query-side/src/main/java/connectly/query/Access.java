package connectly.query;

import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;

import java.util.UUID;
import org.jooq.DSLContext;

/** Whether somebody may look into a conversation. Asked in the snapshot of the answer, so the two cannot disagree. */
public enum Access {
    MEMBER,
    NOT_A_MEMBER,
    UNKNOWN_CONVERSATION;

    public static Access of(UUID viewer, UUID conversation, DSLContext tables) {
        boolean member = tables.fetchExists(tables.selectOne()
                .from(MEMBERSHIP)
                .where(MEMBERSHIP.CONVERSATION_ID.eq(conversation))
                .and(MEMBERSHIP.USER_ID.eq(viewer))
                .and(MEMBERSHIP.LEFT_POSITION.isNull()));
        if (member) {
            return MEMBER;
        }
        boolean exists = tables.fetchExists(
                tables.selectOne().from(CONVERSATION).where(CONVERSATION.CONVERSATION_ID.eq(conversation)));
        return exists ? NOT_A_MEMBER : UNKNOWN_CONVERSATION;
    }

    /**
     * Lets members pass.
     *
     * @throws AccessDeniedException otherwise
     */
    public static void require(UUID viewer, UUID conversation, DSLContext tables) {
        Access access = of(viewer, conversation, tables);
        if (access != MEMBER) {
            throw new AccessDeniedException(access);
        }
    }
}
