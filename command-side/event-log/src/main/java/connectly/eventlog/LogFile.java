package connectly.eventlog;

import connectly.eventlog.sqlite.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The file of the log as a whole: opening it, and what there is to know of it at once. */
final class LogFile {
    private LogFile() {}

    /** @throws EventLogException with one sentence that says why the file is refused */
    static Connection openForWriting(Path file) {
        return LogSchema.FILE.openForWriting(file, LogFile::insertFirstRows);
    }

    private static void insertFirstRows(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO log_info (id, log, created_at) VALUES (1, ?, ?)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setLong(2, System.currentTimeMillis());
            insert.executeUpdate();
        }
        beginEpoch(connection);
    }

    /** Makes every cursor given out so far one of a former epoch. */
    static void beginEpoch(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO epoch (number, epoch, after_position, began_at)
                SELECT (SELECT count(*) + 1 FROM epoch), ?, (SELECT coalesce(max(position), 0) FROM event), ?
                """)) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setLong(2, System.currentTimeMillis());
            insert.executeUpdate();
        }
    }

    /** The id of the log, the same through all of its epochs. */
    static String logId(Connection connection) throws SQLException {
        return SqliteFile.text(connection, "SELECT log FROM log_info");
    }

    static long head(Connection connection) throws SQLException {
        return SqliteFile.number(connection, "SELECT coalesce(max(position), 0) FROM event");
    }

    /**
     * A stretch of the log's life.
     *
     * @param number counted from 1
     * @param verifierKey of the key that signs in it; null until it has signed for the first time
     */
    record Epoch(int number, String id, @Nullable String verifierKey) {}

    static Epoch epoch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT number, epoch, verifier_key FROM epoch ORDER BY number DESC LIMIT 1")) {
            if (!row.next()) {
                throw new EventLogException("The event log has no epoch: its file is damaged.");
            }
            return new Epoch(row.getInt(1), row.getString(2), row.getString(3));
        }
    }

    static EventTypes types(Connection connection) throws SQLException {
        EventTypes types = EventTypes.none();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, name, version FROM event_type")) {
            while (row.next()) {
                types = types.with(new EventType(row.getString(2), row.getString(3)), row.getInt(1));
            }
        }
        return types;
    }
}
