package connectly.eventlog.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names and versions of event types by their number in the rows. */
final class EventTypeNames {
    private final Map<Long, Name> names = new HashMap<>();

    // Hashed, and never compared as a record.
    @SuppressWarnings("ArrayRecordComponent")
    record Name(byte[] name, byte[] version) {}

    private EventTypeNames() {}

    static EventTypeNames read(Connection connection) throws SQLException {
        EventTypeNames types = new EventTypeNames();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, name, version FROM event_type")) {
            while (row.next()) {
                byte @Nullable [] name = row.getBytes(2);
                byte @Nullable [] version = row.getBytes(3);
                if (name != null && version != null) {
                    types.names.put(row.getLong(1), new Name(name, version));
                }
            }
        }
        return types;
    }

    Name named(long position, long type) throws DamageException {
        Name name = names.get(type);
        if (name == null) {
            throw new DamageException(
                    position, "Event %d is of type %d, which the log does not have.".formatted(position, type));
        }
        return name;
    }
}
