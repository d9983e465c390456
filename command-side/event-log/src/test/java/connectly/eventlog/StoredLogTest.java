package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.eventlog.merkle.InvalidEvidenceException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a log without opening it. */
class StoredLogTest {
    @TempDir
    Path directory;

    @Test
    void itSaysWhatTheOpenLogSays() {
        try (EventLog log = open(file())) {
            append(log, VerifiedEvents.of(0, 300));
            try (StoredLog stored = StoredLog.open(file())) {
                assertThat(stored.head()).isEqualTo(300);
                assertThat(stored.epoch()).isEqualTo(log.epoch());
                assertThat(stored.verifierKey()).contains(log.verifierKey().toString());
                assertThat(stored.leaf(7))
                        .hasValueSatisfying(
                                leaf -> assertThat(leaf).isEqualTo(log.leaf(7).orElseThrow()));
                assertThat(stored.leaf(301)).isEmpty();
                assertThat(stored.format()).isEqualTo(2);
            }
        }
    }

    @Test
    void everyEventThatACheckpointCoversIsProved() throws InvalidEvidenceException {
        try (EventLog log = open(file())) {
            append(log, VerifiedEvents.of(0, 300));
        }
        try (StoredLog stored = StoredLog.open(file())) {
            StoredLog.Latest latest = stored.checkpoint().orElseThrow();
            assertThat(latest.size()).isEqualTo(300);
            for (long position : new long[] {1, 256, 257, 300}) {
                byte[] leaf = stored.leaf(position).orElseThrow();
                assertThat(stored.proof(position)
                                .orElseThrow()
                                .verify(leaf, latest.key())
                                .size())
                        .isEqualTo(300);
            }
            assertThat(stored.proof(0)).isEmpty();
            assertThat(stored.proof(301)).isEmpty();
        }
    }

    @Test
    void anEventThatWasChangedIsNotProved() throws SQLException {
        try (EventLog log = open(file())) {
            append(log, VerifiedEvents.of(0, 300));
        }
        TamperedLog.change(file(), "UPDATE event SET payload = x'00' WHERE position = 7");
        try (StoredLog stored = StoredLog.open(file())) {
            assertThat(stored.proof(8)).isPresent();
            assertThatThrownBy(() -> stored.proof(7))
                    .isInstanceOf(EventLogException.class)
                    .hasMessageContaining("does not match its newest checkpoint");
        }
    }

    private Path file() {
        return directory.resolve("events.db");
    }
}
