package connectly.eventlog.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.eventlog.EventLogException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreTest {
    private static final YearMonth JUNE = YearMonth.of(2026, 6);

    @TempDir
    Path directory;

    @Test
    void aKeyIsTheSameAfterARestart() {
        byte[] key;
        try (KeyStore keys = open(1)) {
            key = keys.require(KeyName.author("ann"));
            assertThat(keys.require(KeyName.author("ann"))).isEqualTo(key);
            assertThat(keys.require(KeyName.author("bob"))).isNotEqualTo(key);
        }
        try (KeyStore keys = open(1)) {
            assertThat(keys.require(KeyName.author("ann"))).isEqualTo(key);
        }
    }

    @Test
    void aDestroyedKeyIsNeverMadeAgain() {
        try (KeyStore keys = open(1)) {
            keys.require(KeyName.author("ann"));
            keys.destroy(List.of(KeyName.author("ann")));

            assertThat(keys.find(KeyName.author("ann"))).isNull();
            assertThatThrownBy(() -> keys.require(KeyName.author("ann"))).isInstanceOf(ErasedException.class);
        }
        try (KeyStore keys = open(1)) {
            assertThatThrownBy(() -> keys.require(KeyName.author("ann"))).isInstanceOf(ErasedException.class);
        }
    }

    @Test
    void theFileItselfRefusesToBringADestroyedKeyBack() throws SQLException {
        try (KeyStore keys = open(1)) {
            keys.destroy(List.of(KeyName.author("ann")));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            for (String change : List.of(
                    "INSERT INTO data_key VALUES ('AUTHOR', 'ann', '', x'00', 0)",
                    "DELETE FROM destroyed_key",
                    "UPDATE destroyed_key SET subject = 'bob'")) {
                assertThatThrownBy(() -> statement.executeUpdate(change))
                        .as(change)
                        .hasMessageContaining("SQLITE_CONSTRAINT_TRIGGER");
            }
        }
    }

    @Test
    void nothingOfADestroyedKeyIsLeftInTheFiles() throws IOException, SQLException {
        try (KeyStore keys = open(1)) {
            keys.require(KeyName.author("ann"));
            keys.require(KeyName.author("bob"));
            byte[] ann = wrapped("ann");
            byte[] bob = wrapped("bob");
            assertThat(isOnDisk(ann)).as("before").isTrue();

            keys.destroy(List.of(KeyName.author("ann")));

            assertThat(isOnDisk(ann)).as("after").isFalse();
            assertThat(isOnDisk(bob)).as("of somebody else").isTrue();
        }
    }

    @Test
    void onlyContextsOfEarlierMonthsAreFoundAsExpired() {
        try (KeyStore keys = open(1)) {
            keys.require(KeyName.author("ann"));
            keys.require(KeyName.context("room", JUNE.minusMonths(1)));
            keys.require(KeyName.context("room", JUNE));
            keys.require(KeyName.context("hall", JUNE.minusYears(1)));

            assertThat(keys.contextsBefore(JUNE))
                    .containsExactlyInAnyOrder(
                            KeyName.context("room", JUNE.minusMonths(1)), KeyName.context("hall", JUNE.minusYears(1)));
        }
    }

    @Test
    void anotherMasterKeyIsRefused() {
        open(1).close();

        assertThatThrownBy(() -> open(2))
                .isInstanceOf(EventLogException.class)
                .hasMessageContaining("master key does not open")
                .hasMessageContaining(file().toString());
    }

    @Test
    void afterRewrappingOnlyTheNewMasterKeyOpensTheSameKeys() throws IOException, SQLException {
        byte[] key;
        byte[] before;
        try (KeyStore keys = open(1)) {
            key = keys.require(KeyName.author("ann"));
            before = wrapped("ann");

            assertThat(keys.rewrap(master(2))).as("ann's, and that of the tags").isEqualTo(2);

            assertThat(keys.require(KeyName.author("ann"))).isEqualTo(key);
        }
        assertThat(isOnDisk(before)).as("under the old master key").isFalse();
        assertThatThrownBy(() -> open(1)).isInstanceOf(EventLogException.class);
        try (KeyStore keys = open(2)) {
            assertThat(keys.require(KeyName.author("ann"))).isEqualTo(key);
        }
    }

    @Test
    void aKeyThatWasChangedInTheFileIsNotUsed() throws SQLException {
        try (KeyStore keys = open(1)) {
            keys.require(KeyName.author("ann"));
            keys.require(KeyName.author("bob"));
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE data_key SET wrapped ="
                        + " (SELECT wrapped FROM data_key WHERE subject = 'bob') WHERE subject = 'ann'");
            }

            assertThatThrownBy(() -> keys.require(KeyName.author("ann")))
                    .isInstanceOf(EventLogException.class)
                    .hasMessage("A key was changed in its file.");
            assertThatThrownBy(() -> keys.rewrap(master(2))).hasMessageContaining("no key was wrapped anew");
            assertThat(keys.require(KeyName.author("bob"))).hasSize(32);
        }
    }

    @Test
    void theKeysOfAnotherLogAndMissingKeysAreRefused() {
        open(1).close();

        assertThatThrownBy(() -> KeyStore.open(file(), master(1), "other", false))
                .isInstanceOf(EventLogException.class)
                .hasMessageContaining("belongs to another log");
        Path missing = directory.resolve("missing.db");
        assertThatThrownBy(() -> KeyStore.open(missing, master(1), "log", false))
                .isInstanceOf(EventLogException.class)
                .hasMessageContaining("is missing");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aMasterKeyHasThirtyTwoBytes() {
        assertThatThrownBy(() -> MasterKey.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThat(new String(master(1).wrap("secret".getBytes(UTF_8), "a purpose"), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
    }

    private KeyStore open(int master) {
        return KeyStore.open(file(), master(master), "log", true);
    }

    private static MasterKey master(int number) {
        byte[] key = new byte[MasterKey.LENGTH];
        Arrays.fill(key, (byte) number);
        return MasterKey.of(key);
    }

    private byte[] wrapped(String author) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT wrapped FROM data_key WHERE subject = '" + author + "'")) {
            return row.getBytes(1);
        }
    }

    private boolean isOnDisk(byte[] bytes) throws IOException {
        String wanted = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String suffix : List.of("", "-wal")) {
            Path part = Path.of(file() + suffix);
            if (Files.exists(part)
                    && new String(Files.readAllBytes(part), StandardCharsets.ISO_8859_1).contains(wanted)) {
                return true;
            }
        }
        return false;
    }

    private Path file() {
        return directory.resolve("keys.db");
    }
}
