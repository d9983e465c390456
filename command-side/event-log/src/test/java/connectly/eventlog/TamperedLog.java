package connectly.eventlog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes the file of a log behind its back, as somebody who has the file can. */
final class TamperedLog {
    private TamperedLog() {}

    /**
     * Without the triggers that forbid it, which are put back afterwards.
     *
     * @param sql each must change something
     */
    static void change(Path file, String... sql) throws SQLException {
        changeWith(file, file, sql);
    }

    /** @param original another file, which the statements name so */
    static void changeWith(Path file, Path original, String... sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + original + "' AS original");
            Map<String, String> triggers = triggers(statement);
            for (String name : triggers.keySet()) {
                statement.execute("DROP TRIGGER " + name);
            }
            for (String change : sql) {
                statement.executeUpdate(change);
                if (changes(statement) == 0) {
                    throw new AssertionError("changed nothing: " + change);
                }
            }
            for (String trigger : triggers.values()) {
                statement.execute(trigger);
            }
        }
    }

    private static Map<String, String> triggers(Statement statement) throws SQLException {
        Map<String, String> triggers = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' ORDER BY rowid")) {
            while (row.next()) {
                triggers.put(row.getString(1), row.getString(2));
            }
        }
        return triggers;
    }

    private static int changes(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT changes()")) {
            return row.getInt(1);
        }
    }
}
