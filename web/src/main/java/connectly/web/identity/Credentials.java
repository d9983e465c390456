package connectly.web.identity;

import static connectly.web.identity.schema.Tables.CREDENTIAL;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Password hashes by user. Whose name goes with a user is not known here. */
final class Credentials {
    private final IdentityDatabase database;
    private final Clock clock;

    Credentials(IdentityDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void add(UUID userId, String passwordHash) {
        Instant now = clock.instant();
        database.write(sql -> sql.insertInto(CREDENTIAL)
                .set(CREDENTIAL.USER_ID, userId)
                .set(CREDENTIAL.PASSWORD_HASH, passwordHash)
                .set(CREDENTIAL.CREATED_AT, now)
                .set(CREDENTIAL.UPDATED_AT, now)
                .execute());
    }

    void remove(UUID userId) {
        database.write(sql ->
                sql.deleteFrom(CREDENTIAL).where(CREDENTIAL.USER_ID.eq(userId)).execute());
    }

    Optional<String> hashOf(UUID userId) {
        return database.read(sql -> sql.select(CREDENTIAL.PASSWORD_HASH)
                .from(CREDENTIAL)
                .where(CREDENTIAL.USER_ID.eq(userId))
                .fetchOptional(CREDENTIAL.PASSWORD_HASH));
    }

    /** Puts {@code to} in place of {@code from}; does nothing if the password was changed in between. */
    void replace(UUID userId, String from, String to) {
        database.write(sql -> sql.update(CREDENTIAL)
                .set(CREDENTIAL.PASSWORD_HASH, to)
                .set(CREDENTIAL.UPDATED_AT, clock.instant())
                .where(CREDENTIAL.USER_ID.eq(userId), CREDENTIAL.PASSWORD_HASH.eq(from))
                .execute());
    }
}
