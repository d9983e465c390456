package connectly.web.identity;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;

/** A real identity.db, for tests elsewhere. */
public final class IdentityFiles implements AutoCloseable {
    private final IdentityDatabase database;
    private final Sessions sessions;

    public IdentityFiles(Path directory) {
        database = IdentityDatabase.open(directory);
        sessions = new Sessions(database, Clock.systemUTC(), _ -> {});
    }

    public Callers callers() {
        return new Callers(sessions, new AccessTokens(database, Clock.systemUTC(), _ -> {}), null);
    }

    /** Begins a session. */
    public Caller logIn(UUID user) {
        return Caller.ofSession(user, sessions.begin(user).session().sessionId());
    }

    public PresencePrivacy presencePrivacy() {
        return new PresencePrivacy(database);
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
