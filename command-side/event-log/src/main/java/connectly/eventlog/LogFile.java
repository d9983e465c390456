package connectly.eventlog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** Opens the file of the log, makes its tables when it is new, and refuses a file that this version must not touch. */
final class LogFile {
    /** Before it, two connections could lose a commit when the write-ahead log was reset. */
    private static final int[] OLDEST_SAFE_SQLITE = {3, 51, 3};

    private static final int BUSY_TIMEOUT_MS = 5_000;

    private LogFile() {}

    /** @throws EventLogException with one sentence that says why the file is refused */
    static Connection openForWriting(Path file) {
        Connection connection = null;
        try {
            connection = config(false).createConnection("jdbc:sqlite:" + file);
            requireSafeSqlite(text(connection, "SELECT sqlite_version()"));
            prepare(connection, file);
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw refusal(file, e);
        } catch (EventLogException e) {
            close(connection);
            throw e;
        }
    }

    /** The file must be open for writing already: a reader of a write-ahead log needs the index that the writer keeps. */
    static Connection openForReading(Path file) throws SQLException {
        return config(true).createConnection("jdbc:sqlite:" + file);
    }

    private static SQLiteConfig config(boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setReadOnly(readOnly);
        config.enforceForeignKeys(true);
        return config;
    }

    private static void prepare(Connection connection, Path file) throws SQLException {
        long application = number(connection, "PRAGMA application_id");
        long format = number(connection, "PRAGMA user_version");
        boolean empty = number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        boolean fresh = empty && application == 0 && format == 0;
        if (!fresh && application != LogSchema.APPLICATION_ID) {
            throw notALog(file, null);
        }
        if (format > LogSchema.FORMAT) {
            throw new EventLogException(
                    "The event log %s was written by a newer version of this program (format %d, this one knows %d)."
                            .formatted(file, format, LogSchema.FORMAT));
        }
        requireWritable(connection, format);
        execute(connection, "PRAGMA journal_mode = WAL");
        execute(connection, "PRAGMA synchronous = FULL");
        if (fresh) {
            createTables(connection);
        }
    }

    /** A write that changes nothing and is rolled back: a read-only file is found out here, and left untouched. */
    private static void requireWritable(Connection connection, long format) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
        execute(connection, "PRAGMA user_version = " + format);
        execute(connection, "ROLLBACK");
    }

    private static void createTables(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
        for (String ddl : LogSchema.TABLES) {
            execute(connection, ddl);
        }
        for (String ddl : LogSchema.TRIGGERS) {
            execute(connection, ddl);
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO log_info (id, epoch, created_at) VALUES (1, ?, ?)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setLong(2, System.currentTimeMillis());
            insert.executeUpdate();
        }
        execute(connection, "PRAGMA application_id = " + LogSchema.APPLICATION_ID);
        execute(connection, "PRAGMA user_version = " + LogSchema.FORMAT);
        execute(connection, "COMMIT");
    }

    static void requireSafeSqlite(String version) {
        int[] parts =
                Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
        if (Arrays.compare(parts, OLDEST_SAFE_SQLITE) < 0) {
            throw new EventLogException(
                    "SQLite %s is too old for the event log: it needs 3.51.3 or newer, which keeps".formatted(version)
                            + " every commit.");
        }
    }

    static String epoch(Connection connection) throws SQLException {
        return text(connection, "SELECT epoch FROM log_info");
    }

    static long head(Connection connection) throws SQLException {
        return number(connection, "SELECT coalesce(max(position), 0) FROM event");
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

    private static EventLogException refusal(Path file, SQLException cause) {
        return switch (SqliteErrors.primaryCode(cause)) {
            case SqliteErrors.NOT_A_DATABASE -> notALog(file, cause);
            case SqliteErrors.READ_ONLY, SqliteErrors.CANNOT_OPEN, SqliteErrors.NO_PERMISSION ->
                new EventLogException("The event log %s cannot be written.".formatted(file), cause);
            case SqliteErrors.BUSY ->
                new EventLogException("The event log %s is in use by another program.".formatted(file), cause);
            default -> new EventLogException("The event log %s cannot be opened.".formatted(file), cause);
        };
    }

    private static EventLogException notALog(Path file, @Nullable Exception cause) {
        return new EventLogException("The file %s is not an event log of this program.".formatted(file), cause);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void close(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw new EventLogException("A refused event log could not be closed.", e);
        }
    }
}
