package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.event;
import static connectly.eventlog.TestEvents.open;
import static connectly.eventlog.TestEvents.source;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
    @TempDir
    Path directory;

    @Test
    void twoTagsOfOneHashAreToldApart() throws SQLException {
        try (EventLog log = open(file())) {
            append(log, event("one", "test.Said", "1", user(1)));
            try (Connection connection = LogFile.openForWriting(file());
                    PreparedStatement forge = connection.prepareStatement("INSERT INTO event_tag VALUES (?, 1, 1)")) {
                forge.setLong(1, new EventTag("user", "2").hash());
                assertThat(forge.executeUpdate()).isEqualTo(1);
            }

            assertThat(source(log, EventCriteria.havingTags(user(2))).ids()).isEmpty();
            assertThat(source(log, EventCriteria.havingTags(user(1))).ids()).containsExactly("one");
        }
    }

    @Test
    void theTagQueriesSeekAndNeverScan() throws SQLException {
        try (Connection connection = LogFile.openForWriting(file());
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(EventQueries.ofTags(1, 0), EventQueries.ofTags(2, 3))) {
                List<String> plan = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
                    while (row.next()) {
                        plan.add(row.getString("detail"));
                    }
                }
                assertThat(plan)
                        .anyMatch(step ->
                                step.contains("SEARCH t USING PRIMARY KEY (tag_hash=? AND type=? AND position>?"))
                        .anyMatch(step -> step.contains("SEARCH e USING INTEGER PRIMARY KEY"))
                        .noneMatch(step -> step.matches("SCAN (t|e|o)\\b.*"));
            }
        }
    }

    private static Tag user(int number) {
        return Tag.of("user", Integer.toString(number));
    }

    private Path file() {
        return directory.resolve("events.db");
    }
}
