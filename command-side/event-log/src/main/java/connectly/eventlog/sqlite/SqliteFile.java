package connectly.eventlog.sqlite;

import connectly.eventlog.EventLogException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One kind of file of ours: opens it for its one writer, makes its tables when it is new, and refuses a file that this
 * version must not touch. WAL with synchronous=FULL: what is committed is on disk. Deleted rows are overwritten with
 * zeroes, since what is erased must be gone from the file.
 *
 * @param what the file's name in sentences, such as "event log"
 * @param applicationId marks the file as ours in its SQLite header
 * @param format the format this version reads and writes, kept in {@code user_version}
 * @param schema statements that make the tables of a new file
 */
public record SqliteFile(String what, int applicationId, int format, List<String> schema) {
    /** Before it, two connections could lose a commit when the write-ahead log was reset. */
    private static final int[] OLDEST_SAFE_SQLITE = {3, 51, 3};

    private static final int BUSY_TIMEOUT_MS = 5_000;

    /** What a new file is given beside its tables, in the same transaction. */
    public interface FirstRows {
        void insert(Connection connection) throws SQLException;
    }

    /**
     * Opens the file for its one writer, and makes it if it does not exist.
     *
     * @throws EventLogException with one sentence that says why the file is refused
     */
    public Connection openForWriting(Path file, FirstRows firstRows) {
        Connection connection = null;
        try {
            connection = config(false).createConnection("jdbc:sqlite:" + file);
            requireSafeSqlite(text(connection, "SELECT sqlite_version()"));
            prepare(connection, file, firstRows);
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw refusal(file, e);
        } catch (EventLogException e) {
            close(connection);
            throw e;
        }
    }

    /** For a file whose format was checked by {@link #openForWriting}. */
    public static Connection openForReading(Path file) throws SQLException {
        return config(true).createConnection("jdbc:sqlite:" + file);
    }

    private static SQLiteConfig config(boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setReadOnly(readOnly);
        config.enforceForeignKeys(true);
        // Nobody asks for them, and the driver would prepare and execute a query after every insert.
        config.setGetGeneratedKeys(false);
        return config;
    }

    private void prepare(Connection connection, Path file, FirstRows firstRows) throws SQLException {
        boolean fresh = requireOurs(connection, file);
        requireWritable(connection);
        execute(connection, "PRAGMA journal_mode = WAL");
        execute(connection, "PRAGMA synchronous = FULL");
        execute(connection, "PRAGMA secure_delete = ON");
        if (fresh) {
            createTables(connection, firstRows);
        }
    }

    /**
     * Whether the file is new.
     *
     * @throws EventLogException if it is of another program or of another format
     */
    public boolean requireOurs(Connection connection, Path file) throws SQLException {
        long application = number(connection, "PRAGMA application_id");
        long found = number(connection, "PRAGMA user_version");
        boolean empty = number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (empty && application == 0 && found == 0) {
            return true;
        }
        if (application != applicationId) {
            throw notOurs(file, null);
        }
        if (found > format) {
            throw new EventLogException(
                    "The %s %s was written by a newer version of this program (format %d, this one knows %d)."
                            .formatted(what, file, found, format));
        }
        if (found < format) {
            throw new EventLogException(
                    "The %s %s was written by an early version of this program (format %d, this one knows only %d)."
                            .formatted(what, file, found, format));
        }
        return false;
    }

    /** A write that changes nothing and is rolled back: a read-only file is found out here, and left untouched. */
    private static void requireWritable(Connection connection) throws SQLException {
        long found = number(connection, "PRAGMA user_version");
        execute(connection, "BEGIN IMMEDIATE");
        execute(connection, "PRAGMA user_version = " + found);
        execute(connection, "ROLLBACK");
    }

    private void createTables(Connection connection, FirstRows firstRows) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
        for (String ddl : schema) {
            execute(connection, ddl);
        }
        firstRows.insert(connection);
        execute(connection, "PRAGMA application_id = " + applicationId);
        execute(connection, "PRAGMA user_version = " + format);
        execute(connection, "COMMIT");
    }

    /**
     * Checks the version of the SQLite library.
     *
     * @throws EventLogException if it can lose a commit
     */
    public static void requireSafeSqlite(String version) {
        int[] parts =
                Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
        if (Arrays.compare(parts, OLDEST_SAFE_SQLITE) < 0) {
            throw new EventLogException(
                    "SQLite %s is too old for the event log: it needs 3.51.3 or newer, which keeps".formatted(version)
                            + " every commit.");
        }
    }

    /** The sentence for a file that SQLite could not open or prepare. */
    public EventLogException refusal(Path file, SQLException cause) {
        return switch (SqliteErrors.primaryCode(cause)) {
            case SqliteErrors.NOT_A_DATABASE -> notOurs(file, cause);
            case SqliteErrors.READ_ONLY, SqliteErrors.CANNOT_OPEN, SqliteErrors.NO_PERMISSION ->
                new EventLogException("The %s %s cannot be written.".formatted(what, file), cause);
            case SqliteErrors.BUSY ->
                new EventLogException("The %s %s is in use by another program.".formatted(what, file), cause);
            default -> new EventLogException("The %s %s cannot be opened.".formatted(what, file), cause);
        };
    }

    private EventLogException notOurs(Path file, @Nullable Exception cause) {
        return new EventLogException("The file %s is no %s of this program.".formatted(file, what), cause);
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the only row. */
    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The first column of the only row. */
    public static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void close(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw new EventLogException("A refused %s could not be closed.".formatted(what), e);
        }
    }
}
