package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.event;
import static connectly.eventlog.TestEvents.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.eventlog.sqlite.SqliteFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogFileTest {
    /** Where an SQLite file says which writers may write it; above 2 means none that exists today. */
    private static final int WRITE_VERSION_OFFSET = 18;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET payload = x'00'",
                "UPDATE event SET position = position + 10",
                "DELETE FROM event",
                "INSERT OR REPLACE INTO event SELECT 1, 'other', type, time, tags, metadata, payload, content_hash FROM event",
                "INSERT OR REPLACE INTO event SELECT 2, event_id, type, time, tags, metadata, payload, content_hash FROM event",
                "INSERT INTO event SELECT 3, 'other', type, time, tags, metadata, payload, content_hash FROM event",
                "UPDATE event_tag SET position = 2",
                "DELETE FROM event_tag",
                "UPDATE event_type SET name = 'test.Other'",
                "DELETE FROM event_type",
                "INSERT OR REPLACE INTO event_type VALUES (1, 'test.Other', '1')",
                "INSERT OR REPLACE INTO event_type VALUES (2, 'test.Said', '1')"
            })
    void theDatabaseItselfRefusesToChangeThePast(String change) throws SQLException {
        try (EventLog log = open(file())) {
            append(log, event("one", "test.Said", "1", Tag.of("room", "1")));
        }
        List<String> before = dump();
        try (Connection connection = raw();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate(change))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("SQLITE_CONSTRAINT_TRIGGER");
        }

        assertThat(before).hasSize(3);
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void theFileIsWriteAheadStrictAndMarkedAsOurs() throws SQLException {
        try (EventLog log = open(file())) {
            append(log, event("test.Said"));
            assertThat(query("PRAGMA journal_mode")).containsExactly("wal");
            assertThat(query("PRAGMA application_id")).containsExactly(Integer.toString(0x436E4C67));
            assertThat(query("PRAGMA user_version")).containsExactly("2");
            assertThat(
                            query(
                                    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite%'"))
                    .isEmpty();
        }
    }

    @Test
    void theWriterSyncsEveryCommitAndChecksForeignKeys() throws SQLException {
        try (Connection connection = LogFile.openForWriting(file());
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("PRAGMA synchronous")) {
                assertThat(row.getInt(1)).as("2 is FULL").isEqualTo(2);
            }
            assertThatThrownBy(() ->
                            statement.executeUpdate("INSERT INTO event VALUES (1, 'a', 7, 0, '', '', x'00', NULL)"))
                    .hasMessageContaining("FOREIGN KEY");
        }
    }

    @Test
    void everyLogHasAnEpochOfItsOwn() {
        try (EventLog log = open(file());
                EventLog other = open(directory.resolve("other.db"))) {
            assertThat(other.epoch()).isNotEqualTo(log.epoch());
        }
    }

    @Test
    void aNewerFormatIsRefused() throws SQLException {
        open(file()).close();
        rawly("PRAGMA user_version = 3");

        assertRefused("was written by a newer version of this program (format 3, this one knows 2).");
    }

    @Test
    void aFileOfAnotherProgramIsRefusedAndLeftAlone() throws SQLException {
        rawly("PRAGMA application_id = 1");
        assertRefused("is no event log of this program.");
        rawly("PRAGMA application_id = 0");
        rawly("CREATE TABLE notes (text TEXT)");
        assertRefused("is no event log of this program.");

        assertThat(query("SELECT name FROM sqlite_schema")).containsExactly("notes");
        assertThat(query("PRAGMA journal_mode")).containsExactly("delete");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(file(), "shopping list: ".repeat(100));

        assertRefused("is no event log of this program.");
    }

    @Test
    void aReadOnlyFileIsRefused() throws IOException {
        open(file()).close();
        try (FileChannel bytes = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            bytes.write(ByteBuffer.wrap(new byte[] {3}), WRITE_VERSION_OFFSET);
        }

        assertRefused("cannot be written.");
    }

    @Test
    void aFileInNoDirectoryIsRefused() {
        assertThatThrownBy(() -> open(directory.resolve("missing").resolve("events.db")))
                .isInstanceOf(EventLogException.class)
                .hasMessageEndingWith("cannot be written.");
    }

    @Test
    void anSqliteThatCanLoseACommitIsRefused() {
        assertThatThrownBy(() -> SqliteFile.requireSafeSqlite("3.51.2"))
                .isInstanceOf(EventLogException.class)
                .hasMessageStartingWith("SQLite 3.51.2 is too old");
        assertThatCode(() -> SqliteFile.requireSafeSqlite("3.51.3")).doesNotThrowAnyException();
        assertThatCode(() -> SqliteFile.requireSafeSqlite("3.100.0")).doesNotThrowAnyException();
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> open(file()))
                .isInstanceOf(EventLogException.class)
                .hasMessageContaining(file().toString())
                .hasMessageEndingWith(reason);
    }

    private List<String> dump() throws SQLException {
        List<String> rows = new ArrayList<>();
        rows.addAll(
                query("SELECT position || event_id || type || time || tags || metadata || hex(payload) FROM event"));
        rows.addAll(query("SELECT tag_hash || ' ' || type || ' ' || position FROM event_tag"));
        rows.addAll(query("SELECT id || name || version FROM event_type"));
        return rows;
    }

    private List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = raw();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private void rawly(String sql) throws SQLException {
        try (Connection connection = raw();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection raw() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private Path file() {
        return directory.resolve("events.db");
    }
}
