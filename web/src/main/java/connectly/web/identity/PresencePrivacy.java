package connectly.web.identity;

import static connectly.web.identity.schema.Tables.HIDDEN_PRESENCE;

import java.util.UUID;

/** Who has chosen to hide whether they are online. */
public final class PresencePrivacy {
    private final IdentityDatabase database;

    PresencePrivacy(IdentityDatabase database) {
        this.database = database;
    }

    public boolean isHidden(UUID userId) {
        return database.read(sql -> sql.fetchExists(HIDDEN_PRESENCE, HIDDEN_PRESENCE.USER_ID.eq(userId)));
    }

    /** On disk when this returns. */
    public void setHidden(UUID userId, boolean hidden) {
        database.write(sql -> hidden
                ? sql.insertInto(HIDDEN_PRESENCE)
                        .set(HIDDEN_PRESENCE.USER_ID, userId)
                        .onConflictDoNothing()
                        .execute()
                : sql.deleteFrom(HIDDEN_PRESENCE)
                        .where(HIDDEN_PRESENCE.USER_ID.eq(userId))
                        .execute());
    }
}
