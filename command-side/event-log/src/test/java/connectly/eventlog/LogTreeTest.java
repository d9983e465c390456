package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.event;
import static connectly.eventlog.TestEvents.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import connectly.eventlog.merkle.Checkpoint;
import connectly.eventlog.merkle.Hash;
import connectly.eventlog.merkle.InvalidEvidenceException;
import connectly.eventlog.merkle.Proofs;
import connectly.eventlog.merkle.TilePath;
import connectly.eventlog.merkle.TlogProof;
import connectly.eventlog.merkle.TreeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Merkle tree as the log keeps it: what is on disk is in the tree, and nothing else. */
class LogTreeTest {
    @TempDir
    Path directory;

    @Test
    void everyEventIsProvedByACheckpointOnceTheLogIsIdle() throws InvalidEvidenceException {
        try (EventLog log = open(file())) {
            appendMany(log, 300);
            await().untilAsserted(() -> assertThat(size(log)).isEqualTo(300));

            for (long position : List.of(1L, 2L, 256L, 257L, 300L)) {
                TlogProof proof = log.proof(position).orElseThrow();
                assertThat(proof.verify(log.leaf(position).orElseThrow(), log.verifierKey())
                                .size())
                        .isEqualTo(300);
                assertThatThrownBy(
                                () -> proof.verify(log.leaf(position % 300 + 1).orElseThrow(), log.verifierKey()))
                        .isInstanceOf(InvalidEvidenceException.class);
            }
            assertThat(log.proof(0)).isEmpty();
            assertThat(log.proof(301)).isEmpty();
            assertThat(log.leaf(301)).isEmpty();
        }
    }

    @Test
    void theTreeGoesOnAfterARestartWithTheSameKey() {
        Hash old;
        String key;
        try (EventLog log = open(file())) {
            appendMany(log, 600);
            old = log.tree().rootAt(600);
            key = log.verifierKey().toString();
        }
        try (EventLog log = open(file())) {
            assertThat(log.verifierKey().toString()).isEqualTo(key);
            assertThat(size(log)).as("signed at the close").isEqualTo(600);
            appendMany(log, 300);
            Hash now = log.tree().rootAt(900);
            assertThat(Proofs.isConsistent(600, old, 900, now, log.tree().consistencyProof(600, 900)))
                    .isTrue();
            assertThat(log.tile(TilePath.full(0, 2))).isPresent();
            assertThat(log.tile(TilePath.full(0, 3))).isEmpty();
            assertThat(log.tile(new TilePath(0, 3, 132))).isPresent();
        }
    }

    @Test
    void aRefusedAppendLeavesNoLeafAndItsNeighboursStayInTheTree() {
        try (EventLog log = open(file())) {
            append(log, event("twice", "test.A", "1"));
            var good = TestEvents.appending(log, event("good", "test.A", "1"));
            var bad = TestEvents.appending(log, event("other", "test.A", "1"), event("twice", "test.A", "1"));
            var last = TestEvents.appending(log, event("last", "test.A", "1"));
            TestEvents.await(good);
            assertThatThrownBy(() -> TestEvents.await(bad)).hasMessageContaining("refused these events");
            TestEvents.await(last);

            assertThat(log.head()).isEqualTo(3);
            assertThat(log.tree().tree().size()).isEqualTo(3);
            assertThat(log.tree().rootAt(3)).isEqualTo(rootOfRows(log, 3));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET metadata = 'by=somebody else' WHERE position = 290",
                "UPDATE tile SET hashes = zeroblob(8192)",
                "DELETE FROM tile",
                "UPDATE checkpoint SET note = replace(note, '300', '299')"
            })
    void aLogThatDoesNotMatchItsNewestCheckpointIsNotOpened(String change) throws SQLException {
        try (EventLog log = open(file())) {
            appendMany(log, 300);
        }
        change(change);

        assertThatThrownBy(() -> open(file())).isInstanceOf(EventLogException.class);
    }

    @Test
    void eventsThatWereCutOffAreMissed() throws SQLException {
        try (EventLog log = open(file())) {
            appendMany(log, 10);
        }
        change("DELETE FROM event WHERE position = 10");

        assertThatThrownBy(() -> open(file()))
                .isInstanceOf(EventLogException.class)
                .hasMessageContaining("does not match its newest checkpoint")
                .hasMessageContaining("Run verify");
    }

    @Test
    void aNewEpochHasAnOriginOfItsOwnAndTheSameEvents() throws SQLException {
        String before;
        try (EventLog log = open(file())) {
            appendMany(log, 5);
            before = log.epoch();
        }
        try (Connection connection = LogFile.openForWriting(file())) {
            LogFile.beginEpoch(connection);
        }
        try (EventLog log = open(file())) {
            assertThat(log.epoch()).isNotEqualTo(before);
            assertThat(log.verifierKey().name()).isEqualTo("connectly/" + log.epoch());
            assertThat(log.head()).isEqualTo(5);
            await().untilAsserted(() -> assertThat(size(log)).isEqualTo(5));
        }
    }

    @Test
    void theWriteAheadLogIsEmptyOnceTheLogIsIdle() throws IOException {
        Path wal = Path.of(file() + "-wal");
        try (EventLog log = open(file())) {
            // There was something to fold; a slow machine may have folded it before it is looked at.
            await().until(() -> {
                appendMany(log, 100);
                return Files.size(wal) > 0;
            });

            await().until(() -> Files.size(wal) == 0);
            append(log, event("test.Later"));
            assertThat(log.isWritable()).isTrue();
        }
    }

    @Test
    void aLogWithEventsOfTheFutureIsRefused() {
        try (EventLog log = open(file())) {
            append(log, event("known", TestCodec.UNKNOWN, "7"));
        }

        assertThatThrownBy(() -> open(file()))
                .isInstanceOf(EventLogException.class)
                .hasMessageContaining("written by a newer version")
                .hasMessageContaining("test.Unknown version 7");
    }

    private static void appendMany(EventLog log, int count) {
        IntStream.range(0, count)
                .mapToObj(_ -> TestEvents.appending(log, event("test.Said")))
                .toList()
                .forEach(TestEvents::await);
    }

    private static long size(EventLog log) {
        return log.checkpoint()
                .map(note -> {
                    try {
                        return Checkpoint.open(note, log.verifierKey()).size();
                    } catch (InvalidEvidenceException e) {
                        throw new AssertionError(e);
                    }
                })
                .orElse(0L);
    }

    /** Of three leaves, by hand. */
    private static Hash rootOfRows(EventLog log, int count) {
        assertThat(count).isEqualTo(3);
        TreeHasher hasher = new TreeHasher();
        List<Hash> leaves = IntStream.rangeClosed(1, count)
                .mapToObj(position -> hasher.leaf(log.leaf(position).orElseThrow()))
                .toList();
        return hasher.node(hasher.node(leaves.get(0), leaves.get(1)), leaves.get(2));
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            for (String trigger : List.of(
                    "event_no_update", "event_no_delete", "tile_no_update", "tile_no_delete", "checkpoint_no_update")) {
                statement.execute("DROP TRIGGER " + trigger);
            }
            assertThat(statement.executeUpdate(sql)).as("rows changed").isPositive();
        }
    }

    private Path file() {
        return directory.resolve("events.db");
    }
}
