package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.eventlog.verify.Evidence;
import connectly.eventlog.verify.LogVerification;
import connectly.eventlog.verify.Verdict;
import connectly.eventlog.verify.Verdict.Broken;
import connectly.eventlog.verify.Verdict.Sound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifying logs that are sound, and logs that were damaged or changed behind their back. */
class LogVerificationTest {
    /** Two full tiles and a part of a third. */
    private static final int SIZE = 600;

    /** A log with a checkpoint at the end of each of three stretches: at 100, 300 and all. */
    private static byte[] sound = {};

    @TempDir
    Path directory;

    @BeforeAll
    static void writeInThreeStretches(@TempDir Path original) throws IOException {
        Path file = original.resolve("events.db");
        write(file, 0, 100);
        write(file, 100, 200);
        write(file, 300, SIZE - 300);
        sound = Files.readAllBytes(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 70_000})
    void aSoundLogOfAnySizeIsVerified(int size) {
        write(0, size);

        assertThat(verify()).isEqualTo(new Sound(size, size, size == 0 ? 0 : checkpoints()));
    }

    @Test
    void everyCheckpointIsChecked() throws IOException {
        copyTheSoundLog();

        assertThat(checkpoints()).isGreaterThanOrEqualTo(3);
        assertThat(verify()).isEqualTo(new Sound(SIZE, SIZE, checkpoints()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE event SET payload = x'00' WHERE position = 17 | 17 | the Merkle tree has another hash for it
            UPDATE event SET time = time + 1 WHERE position = 256 | 256 | the Merkle tree has another hash for it
            UPDATE event SET event_id = 'other' WHERE position = 257 | 257 | the Merkle tree has another hash for it
            UPDATE event SET metadata = '' WHERE position = 580 | 301 | The events 301 to 600 are not those
            DELETE FROM event WHERE position = 300 | 300 | Event 300 is missing
            DELETE FROM event WHERE position > 500 | 501 | covers 600 events, but the log ends after event 500
            UPDATE event SET position = -1 WHERE position = 1 | 1 | Event 1 is missing: 2 is in its place
            INSERT INTO event SELECT -1, 'other', type, time, tags, metadata, payload, NULL FROM event WHERE position = 2 | -1 | where no event can be
            UPDATE event SET type = 9 WHERE position = 44 | 44 | of type 9, which the log does not have
            UPDATE event_type SET name = 'test.Other' WHERE id = 1 | 1 | the Merkle tree has another hash for it
            DELETE FROM content WHERE position = 50 | 50 | is missing, and no purge of it is noted
            UPDATE content SET sealed = zeroblob(length(sealed)) WHERE position = 50 | 50 | its hash is another
            UPDATE content SET position = 51 WHERE position = 50 | 50 | is missing, and no purge of it is noted
            INSERT INTO content VALUES (51, x'00') | 51 | was written without content
            INSERT INTO content VALUES (601, x'00') | 601 | where no event can be
            INSERT INTO purge VALUES (50, 0) | 50 | noted, but the content is there
            INSERT INTO purge VALUES (51, 0) | 51 | was written without content
            DELETE FROM event_tag WHERE position = 70 | 70 | lacks a tag of event 70
            DELETE FROM event_tag | 1 | lacks a tag of event 1
            UPDATE event_tag SET type = type + 1 WHERE position = 70 | 70 | of event 70
            UPDATE event_tag SET type = type + 4294967296 WHERE position = 70 | 70 | of event 70
            INSERT INTO event_tag VALUES (1, 1, 80) | 80 | has a row of event 80 for a tag
            INSERT INTO event_tag VALUES (1, 1, 601) | 601 | has a row of event 601
            INSERT INTO event_tag VALUES (1, 1, -5) | -5 | has a row of event -5
            UPDATE tile SET hashes = zeroblob(8192) WHERE tile_index = 1 | 257 | the Merkle tree has another hash for it
            DELETE FROM tile WHERE tile_index = 1 | 257 | is missing
            INSERT INTO tile VALUES (0, 2, zeroblob(8192)) | 0 | for which there are not enough events
            INSERT INTO tile VALUES (7, 0, zeroblob(8192)) | 0 | for which there are not enough events
            UPDATE checkpoint SET note = replace(note, '300', '301') WHERE size = 300 | 300 | not signed by the key of its epoch
            UPDATE checkpoint SET note = '' WHERE size = 300 | 300 | not signed by the key of its epoch
            UPDATE checkpoint SET size = 299 WHERE size = 300 | 299 | was signed for 300
            UPDATE checkpoint SET epoch = 2 WHERE size = 300 | 300 | cannot be of epoch 2
            INSERT INTO checkpoint SELECT 0, 1, note, 0 FROM checkpoint WHERE size = 300 | 0 | covers no event
            UPDATE epoch SET number = 2 | 1 | Epoch 1 of the log is missing
            UPDATE epoch SET after_position = 3 | 1 | cannot have begun after event 3
            UPDATE epoch SET epoch = 'other' | 1 | is of another epoch
            UPDATE epoch SET verifier_key = 'none' | 1 | is damaged
            UPDATE epoch SET verifier_key = NULL | 100 | cannot be of epoch 1
            DELETE FROM epoch | 0 | has no epoch
            """)
    void aChangeIsFoundWhereItIs(String change, long position, String what) throws IOException, SQLException {
        copyTheSoundLog();
        assertThat(verify()).as("the sound log").isInstanceOf(Sound.class);

        TamperedLog.change(file(), change);

        assertBroken(position, what);
    }

    @Test
    void theFirstOfSeveralChangesIsNamed() throws IOException, SQLException {
        copyTheSoundLog();

        TamperedLog.change(
                file(),
                "UPDATE event SET metadata = '' WHERE position = 200",
                "DELETE FROM event WHERE position = 201",
                "UPDATE checkpoint SET note = '' WHERE size = 100");

        assertBroken(100, "not signed by the key of its epoch");
    }

    @Test
    void aTileAboveTheLeavesIsCheckedToo() throws SQLException {
        write(0, 70_000);

        TamperedLog.change(file(), "UPDATE tile SET hashes = zeroblob(8192) WHERE level = 1");
        assertBroken(1, "tile/1/000 of the Merkle tree is not what the events under it make");

        TamperedLog.change(file(), "DELETE FROM tile WHERE level = 1");
        assertBroken(1, "tile/1/000 of the Merkle tree is missing");
    }

    @Test
    void aMissingGuardIsFound() throws SQLException {
        write(0, 1);
        try (Connection connection = raw();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER event_no_update");
        }

        assertBroken(0, "The tables or triggers of the file are not those");
    }

    /** Everything fits but the signature, which nobody can make without the key. */
    @Test
    void aHistoryThatWasWrittenAnewIsFound() throws SQLException {
        write(VerifiedEvents.plain(0, 100));
        write(VerifiedEvents.plain(100, 200));
        write(VerifiedEvents.plain(300, SIZE - 300));
        Path forged = directory.resolve("forged.db");
        try (EventLog log = open(forged)) {
            append(log, VerifiedEvents.plain(0, 450));
            append(log, VerifiedEvents.plain(1_000, SIZE - 450));
        }
        assertThat(verify(forged)).as("by its own key").isInstanceOf(Sound.class);

        TamperedLog.changeWith(
                forged,
                file(),
                "DELETE FROM epoch",
                "DELETE FROM checkpoint",
                "INSERT INTO epoch SELECT * FROM original.epoch",
                "INSERT INTO checkpoint SELECT * FROM original.checkpoint");

        assertThat(verify(forged)).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.position()).isEqualTo(301);
            assertThat(broken.what()).contains("events 301 to 600");
        });
    }

    @Test
    void whereTheDatabaseCannotReadOnIsSaid() throws IOException {
        write(0, SIZE);
        byte[] bytes = Files.readAllBytes(file());
        int page = pageOfTheEvents(bytes);
        bytes[page] = 0;
        Files.write(file(), bytes);

        assertThat(verify()).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.position()).isBetween(2L, 400L);
            assertThat(broken.what())
                    .startsWith("The file could be read up to event %d only".formatted(broken.position() - 1))
                    .contains("malformed");
        });
    }

    /** A leaf page of a table begins with 13; the last event in it has the text that comes first. */
    private static int pageOfTheEvents(byte[] bytes) {
        int pageSize = 4096;
        for (int page = pageSize; page < bytes.length; page += pageSize) {
            String text = new String(bytes, page, pageSize, java.nio.charset.StandardCharsets.ISO_8859_1);
            if (bytes[page] == 13 && text.contains("event-399") && text.contains("a heading")) {
                return page;
            }
        }
        throw new AssertionError("no page has event 400");
    }

    @Test
    void aLogWhoseContentWasErasedIsStillWhatWasWritten() {
        write(0, SIZE);
        try (EventLog log = open(file())) {
            log.eraseAuthor("ann");
            log.eraseMonth("room", YearMonth.of(2023, 11));
            log.purge(2).join();
        }

        assertThat(verify()).isEqualTo(new Sound(SIZE, SIZE, checkpoints()));
    }

    @Test
    void whatIsAppendedMeanwhileIsLeftForTheNextTime() {
        write(0, SIZE);
        try (EventLog log = open(file())) {
            List<Long> heads = new ArrayList<>();
            Verdict verdict = LogVerification.verify(file(), Evidence.none(), (position, head) -> {
                if (position == 1) {
                    append(log, VerifiedEvents.of(SIZE, 300));
                }
                heads.add(head);
            });

            assertThat(log.head()).isEqualTo(SIZE + 300);
            assertThat(heads).hasSize(SIZE).containsOnly((long) SIZE);
            assertThat(verdict).isInstanceOfSatisfying(Sound.class, sound -> {
                assertThat(sound.events()).isEqualTo(SIZE);
                assertThat(sound.signed()).isEqualTo(SIZE);
            });
        }
        assertThat(verify()).isEqualTo(new Sound(SIZE + 300, SIZE + 300, checkpoints()));
    }

    @Test
    void whatACrashLeftInTheWriteAheadLogIsRead() throws IOException, SQLException {
        write(0, 10);
        Path crashed = directory.resolve("crashed.db");
        try (EventLog log = open(file());
                Connection reader = raw();
                Statement statement = reader.createStatement()) {
            // While somebody reads, the write-ahead log cannot be folded into the file.
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT max(position) FROM event").close();
            append(log, VerifiedEvents.of(10, 300));
            Files.copy(file(), crashed);
            Files.copy(Path.of(file() + "-wal"), Path.of(crashed + "-wal"));
        }

        assertThat(Path.of(crashed + "-wal")).isNotEmptyFile();
        assertThat(verify(crashed)).isInstanceOfSatisfying(Sound.class, sound -> {
            assertThat(sound.events()).isEqualTo(310);
            assertThat(sound.signed()).isBetween(10L, 310L);
        });
    }

    @Test
    void whatIsNoLogIsRefused() throws IOException {
        assertThatThrownBy(this::verify)
                .isInstanceOf(EventLogException.class)
                .hasMessageStartingWith("There is no event log");
        Files.createFile(file());
        assertThatThrownBy(this::verify).isInstanceOf(EventLogException.class).hasMessageContaining("is empty");
        Files.writeString(file(), "shopping list: ".repeat(1_000));
        assertThatThrownBy(this::verify)
                .isInstanceOf(EventLogException.class)
                .hasMessageEndingWith("is no event log of this program.");
    }

    private void assertBroken(long position, String what) {
        assertThat(verify()).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.what()).contains(what).endsWith(".");
            assertThat(broken.position()).as(broken.what()).isEqualTo(position);
        });
    }

    private void copyTheSoundLog() throws IOException {
        Files.write(file(), sound);
    }

    private void write(TaggedEventMessage<?>... events) {
        try (EventLog log = open(file())) {
            append(log, events);
        }
    }

    private void write(int from, int count) {
        write(file(), from, count);
    }

    private static void write(Path file, int from, int count) {
        try (EventLog log = open(file)) {
            for (int done = 0; done < count; done += 1_000) {
                append(log, VerifiedEvents.of(from + done, Math.min(1_000, count - done)));
            }
        }
    }

    private long checkpoints() {
        try (Connection connection = raw();
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT count(*) FROM checkpoint").getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Verdict verify() {
        return verify(file());
    }

    private static Verdict verify(Path file) {
        return LogVerification.verify(file, Evidence.none(), (position, head) -> {});
    }

    private Connection raw() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private Path file() {
        return directory.resolve("events.db");
    }
}
