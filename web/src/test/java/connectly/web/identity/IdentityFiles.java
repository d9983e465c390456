package connectly.web.identity;

import java.nio.file.Path;
import java.sql.SQLException;

/** A real identity.db, for tests elsewhere. */
public final class IdentityFiles implements AutoCloseable {
    private final IdentityDatabase database;

    public IdentityFiles(Path directory) {
        database = IdentityDatabase.open(directory);
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
