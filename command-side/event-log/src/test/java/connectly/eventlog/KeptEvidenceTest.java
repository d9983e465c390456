package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.eventlog.merkle.InvalidEvidenceException;
import connectly.eventlog.merkle.NoteSigner;
import connectly.eventlog.merkle.SignedNote;
import connectly.eventlog.merkle.VerifierKey;
import connectly.eventlog.verify.Evidence;
import connectly.eventlog.verify.LogVerification;
import connectly.eventlog.verify.Verdict;
import connectly.eventlog.verify.Verdict.Behind;
import connectly.eventlog.verify.Verdict.Broken;
import connectly.eventlog.verify.Verdict.Contradicted;
import connectly.eventlog.verify.Verdict.Sound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint or a key that somebody kept, held against the log as it is later. */
@SuppressWarnings("NullAway.Init") // JUnit calls writeALog() before each test
class KeptEvidenceTest {
    @TempDir
    Path directory;

    private Path log;

    /** After 100 events, and the key that signed it. */
    private SignedNote early;

    private VerifierKey key;

    @BeforeEach
    void writeALog() {
        log = directory.resolve("events.db");
        early = extended(log, 0, 100);
        try (EventLog opened = open(log)) {
            key = opened.verifierKey();
        }
    }

    @Test
    void aLogThatWentOnExtendsTheCheckpoint() throws InvalidEvidenceException {
        assertThat(verify(log, early, null)).isInstanceOf(Sound.class);

        extended(log, 100, 500);

        assertThat(verify(log, early, null))
                .isInstanceOfSatisfying(
                        Sound.class, sound -> assertThat(sound.events()).isEqualTo(600));
        assertThat(verify(log, early, key)).isInstanceOf(Sound.class);
        assertThat(verify(log, null, key)).isInstanceOf(Sound.class);
    }

    /** What an operator can do who has every key: the log agrees with itself, and only who kept something can tell. */
    @Test
    void aLogThatTookAnotherWayContradictsTheCheckpoint() throws InvalidEvidenceException, IOException {
        Path other = copied();
        SignedNote kept = extended(log, 100, 200);
        extended(other, 1_100, 300);

        assertThat(verify(other, null, key)).as("by itself").isInstanceOf(Sound.class);
        assertThat(verify(other, early, key)).as("before the ways part").isInstanceOf(Sound.class);
        assertThat(verify(other, kept, null))
                .isInstanceOfSatisfying(
                        Contradicted.class,
                        contradicted ->
                                assertThat(contradicted.why()).startsWith("The first 300 events are not those"));
    }

    @Test
    void aLogThatIsShorterIsSaidToLackWhatTheCheckpointCovers() throws InvalidEvidenceException, IOException {
        Path older = copied();
        SignedNote kept = extended(log, 100, 200);

        assertThat(verify(older, kept, null)).isEqualTo(new Behind(100, 300));
        assertThat(verify(older, kept, key)).isEqualTo(new Behind(100, 300));
    }

    @Test
    void aCheckpointOfAnotherLogContradictsThisOne() throws InvalidEvidenceException {
        SignedNote other = extended(directory.resolve("other.db"), 0, 100);

        assertThat(verify(log, other, null))
                .isInstanceOfSatisfying(
                        Contradicted.class,
                        contradicted ->
                                assertThat(contradicted.why()).startsWith("No key of this log signed the checkpoint"));
    }

    /** As after the key in the log was replaced, and every checkpoint signed anew. */
    @Test
    void aKeyThatTheLogDoesNotHaveContradictsIt() throws InvalidEvidenceException {
        VerifierKey kept = NoteSigner.generate(key.name()).verifierKey();

        assertThat(verify(log, null, kept))
                .isInstanceOfSatisfying(
                        Contradicted.class,
                        contradicted -> assertThat(contradicted.why())
                                .startsWith("The key that was given is none of this log"));
    }

    @Test
    void aCheckpointThatTheKeyDidNotSignIsNoEvidence() {
        VerifierKey other = NoteSigner.generate(key.name()).verifierKey();

        assertThatThrownBy(() -> Evidence.of(early, other)).isInstanceOf(InvalidEvidenceException.class);
    }

    @Test
    void damageIsSaidBeforeAContradiction() throws InvalidEvidenceException, SQLException {
        SignedNote other = extended(directory.resolve("other.db"), 0, 100);
        TamperedLog.change(log, "DELETE FROM event_tag WHERE position = 7");

        assertThat(verify(log, other, null)).isEqualTo(new Broken(7, "The tag index lacks a tag of event 7."));
    }

    private Path copied() throws IOException {
        Path copy = directory.resolve("copy.db");
        Files.copy(log, copy);
        Files.copy(TestEvents.files(log).keys(), TestEvents.files(copy).keys());
        return copy;
    }

    /** Appends events. @return the checkpoint over all of the log */
    private static SignedNote extended(Path file, int from, int count) {
        try (EventLog log = open(file)) {
            append(log, VerifiedEvents.of(from, count));
        }
        try (StoredLog stored = StoredLog.open(file)) {
            return stored.checkpoint().orElseThrow().note();
        }
    }

    private static Verdict verify(Path file, @Nullable SignedNote checkpoint, @Nullable VerifierKey key)
            throws InvalidEvidenceException {
        return LogVerification.verify(file, Evidence.of(checkpoint, key), (_, _) -> {});
    }
}
