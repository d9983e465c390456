package connectly.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A rebuild of the whole read model against a raw insert of its rows, 512 events a commit. Both begin with an empty file
 * and end with the last commit; the digest that the product takes afterwards is not counted.
 */
final class Rebuilds {
    private static final int BATCH = 512;
    /** The tables that grow with the log, in the order in which the projectors write them. */
    private static final List<String> TABLES = List.of("message", "change");

    private final OpenLog log;
    private final Path built;
    private final Path raw;

    Rebuilds(OpenLog log, Path directory) {
        this.log = log;
        this.built = directory.resolve("built.db");
        this.raw = directory.resolve("raw.db");
    }

    Sample rebuild() throws IOException {
        delete(built);
        long head = log.head();
        AtomicLong reachedAt = new AtomicLong();
        AtomicLong commits = new AtomicLong();
        long cpu = Callers.cpuNanos();
        long start = System.nanoTime();
        AtomicLong cpuAt = new AtomicLong();
        var _ = log.rebuild().into(built, log.epoch(), head, position -> {
            commits.incrementAndGet();
            if (position >= head) {
                reachedAt.set(System.nanoTime());
                cpuAt.set(Callers.cpuNanos());
            }
        });
        return new Sample(head, reachedAt.get() - start, cpuAt.get() - cpu, commits.get());
    }

    /** Inserts what the rebuild before it has made. */
    Sample insert() throws IOException, SQLException {
        delete(raw);
        Files.copy(built, raw);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + raw)) {
            SameRows rows = SameRows.of(connection, TABLES, 1);
            emptied(connection);
            connection.setAutoCommit(false);
            long commits = 0;
            long cpu = Callers.cpuNanos();
            long start = System.nanoTime();
            for (int event = 0; event < rows.size(); event++) {
                rows.insert(event);
                if ((event + 1) % BATCH == 0) {
                    connection.commit();
                    commits++;
                }
            }
            connection.commit();
            return new Sample(rows.size(), System.nanoTime() - start, Callers.cpuNanos() - cpu, commits + 1);
        }
    }

    /** Leaves what the rows refer to: conversations, accounts and members are too few to count. */
    private static void emptied(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("DELETE FROM " + table);
            }
            statement.execute("VACUUM");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("PRAGMA foreign_keys = ON");
        }
    }

    private static void delete(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
    }
}
