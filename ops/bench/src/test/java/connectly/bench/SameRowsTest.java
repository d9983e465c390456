package connectly.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limit is only a limit when it does the product's work. */
class SameRowsTest {
    private static final int FILLED = 2_000;

    @Test
    void theRawLogGrowsByTheSameRowsForEachMessageAsTheProductWrote(@TempDir Path directory) throws Exception {
        try (OpenLog log = new OpenLog(directory)) {
            Workspace.fill(log, FILLED);
        }
        Path file = OpenLog.file(directory);
        String perMessage = perMessage(file, FILLED - 999, FILLED);

        Sample sample;
        try (RawLog raw = new RawLog(file)) {
            sample = raw.append(Duration.ofMillis(1));
        }

        assertThat(sample.operations()).isPositive();
        assertThat(perMessage(file, FILLED + 1, FILLED + sample.operations())).isEqualTo(perMessage);
    }

    @Test
    void aRawInsertMakesTheRowsOfTheReadModelThatWasRebuilt(@TempDir Path directory) throws Exception {
        try (OpenLog log = new OpenLog(Files.createDirectories(directory.resolve("log")))) {
            Workspace.fill(log, FILLED);
            Rebuilds rebuilds = new Rebuilds(log, directory);

            assertThat(rebuilds.rebuild().operations()).isEqualTo(FILLED);
            var _ = rebuilds.insert();
        }

        String everything = "SELECT count(*), sum(seq), sum(length(body)), sum(position) FROM message";
        assertThat(first(directory.resolve("raw.db"), everything))
                .isEqualTo(first(directory.resolve("built.db"), everything))
                .doesNotStartWith("0 ");
    }

    /** Rows and bytes of a message, on average. */
    private static String perMessage(Path file, long from, long to) throws SQLException {
        return first(file, """
                SELECT count(*) / (%2$d - %1$d + 1.0),
                    avg(length(event_id)), avg(length(tags)), avg(length(metadata)), avg(length(payload)),
                    (SELECT count(*) FROM event_tag WHERE position BETWEEN %1$d AND %2$d) / (%2$d - %1$d + 1.0)
                FROM event WHERE position BETWEEN %1$d AND %2$d
                """.formatted(from, to));
    }

    private static String first(Path file, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                text.append(row.getString(i)).append(' ');
            }
            return text.toString();
        }
    }
}
