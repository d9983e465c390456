package connectly.web.identity;

import static connectly.web.identity.schema.Tables.ACCESS_TOKEN;
import static connectly.web.identity.schema.Tables.CREDENTIAL;
import static connectly.web.identity.schema.Tables.SESSION;

import connectly.web.settings.StartupFailure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/** For the operator's commands, which run while the server is stopped. */
public final class Logins {
    private Logins() {}

    /** Removes password, sessions and access tokens of an account. */
    public static void forget(Path dataDirectory, UUID userId) {
        try (IdentityDatabase identity = IdentityDatabase.open(dataDirectory)) {
            identity.write(sql -> {
                sql.deleteFrom(CREDENTIAL).where(CREDENTIAL.USER_ID.eq(userId)).execute();
                sql.deleteFrom(SESSION).where(SESSION.USER_ID.eq(userId)).execute();
                return sql.deleteFrom(ACCESS_TOKEN)
                        .where(ACCESS_TOKEN.USER_ID.eq(userId))
                        .execute();
            });
        } catch (SQLException e) {
            throw new StartupFailure("The identity database in " + dataDirectory + " could not be closed.", e);
        }
    }
}
