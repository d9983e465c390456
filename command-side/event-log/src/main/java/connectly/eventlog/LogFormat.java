package connectly.eventlog;

import connectly.eventlog.sqlite.SqliteErrors;
import connectly.eventlog.sqlite.SqliteFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the file of a log is made of, for those who check it rather than use it. docs/log.md describes all of it. */
public final class LogFormat {
    private LogFormat() {}

    /**
     * Opens the file beside whoever writes it. It takes no key, and changes nothing of what is in the file.
     *
     * @throws EventLogException with one sentence if there is no such file, or it is no log of this format
     * @throws SQLException if it cannot be read
     */
    public static Connection openForReading(Path file) throws SQLException {
        if (!Files.isRegularFile(file)) {
            throw new EventLogException("There is no event log %s.".formatted(file));
        }
        Connection connection = SqliteFile.openForReading(file);
        try {
            if (LogSchema.FILE.requireOurs(connection, file)) {
                throw new EventLogException("The file %s is empty: it is no event log.".formatted(file));
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            if (SqliteErrors.isNoDatabase(e)) {
                throw LogSchema.FILE.refusal(file, e);
            }
            throw e;
        } catch (EventLogException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether the file has the tables, indexes and triggers of this format, each with its exact text, and no other. */
    public static boolean hasOurTables(Connection log) throws SQLException {
        try (Connection fresh = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            for (String ddl : LogSchema.FILE.schema()) {
                SqliteFile.execute(fresh, ddl);
            }
            return tables(log).equals(tables(fresh));
        }
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT type, name, tbl_name, sql FROM sqlite_schema")) {
            while (row.next()) {
                tables.add(row.getString(1) + " " + row.getString(2) + " on " + row.getString(3) + ": "
                        + row.getString(4));
            }
        }
        return tables;
    }

    /**
     * The bytes that the leaf of an event covers.
     *
     * @param time milliseconds since 1970
     * @param contentHash null where no content belongs to the event
     * @param parts as they are stored: event id, name of its type, version of its type, tags, metadata, payload
     */
    public static byte[] leaf(long position, long time, byte @Nullable [] contentHash, byte[]... parts) {
        return Leaf.of(position, time, contentHash, parts);
    }

    /**
     * What the tag index has of an event's tags: one number for each, or fewer where two share theirs.
     *
     * @param stored the tags as they are stored
     * @throws IllegalArgumentException if they are no tags
     */
    public static Set<Long> tagHashes(byte[] stored) {
        try {
            return PairText.tags(new String(stored, StandardCharsets.UTF_8)).stream()
                    .map(EventTag::hash)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("tags end in the middle of an escape", e);
        }
    }

    /** The origin of the checkpoints of an epoch, and the name of the key that signs them. */
    public static String origin(String epoch) {
        return "connectly/" + epoch;
    }
}
