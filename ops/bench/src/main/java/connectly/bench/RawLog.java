package connectly.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * What SQLite alone does at most: on a copy of the log's file, one thread inserts the rows of its newest messages again,
 * 64 messages a commit, with the log's pragmas. The triggers stay: the tables would not be the same without them.
 */
final class RawLog implements AutoCloseable {
    private static final int BATCH = 64;
    /** Messages whose rows are written again and again. */
    private static final int DISTINCT = 1_024;
    /** Every table that has rows of each event, in the order in which the log writes them. */
    private static final List<String> TABLES = List.of("event", "content", "event_tag");

    private final Connection connection;
    private final SameRows rows;
    private long written;
    private long position;

    RawLog(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA foreign_keys = ON");
            try (ResultSet head = statement.executeQuery("SELECT max(position) FROM event")) {
                position = head.getLong(1);
            }
        }
        rows = SameRows.of(connection, TABLES, position - DISTINCT + 1);
        connection.setAutoCommit(false);
    }

    Sample append(Duration about) throws SQLException {
        long before = written;
        long commits = 0;
        long cpu = Callers.cpuNanos();
        long start = System.nanoTime();
        for (long now = start; now - start < about.toNanos(); now = System.nanoTime()) {
            for (int i = 0; i < BATCH; i++) {
                position++;
                rows.insertAnew((int) (written % rows.size()), position, 1 + written / rows.size());
                written++;
            }
            connection.commit();
            commits++;
        }
        return new Sample(written - before, System.nanoTime() - start, Callers.cpuNanos() - cpu, commits);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
