package connectly.ops;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.chatlog.ChatLog;
import connectly.eventlog.DataDirectory;
import connectly.eventlog.EventLog;
import connectly.eventlog.EventLogException;
import connectly.eventlog.StoredLog;
import connectly.eventlog.merkle.NoteSigner;
import connectly.eventlog.merkle.TlogProof;
import connectly.eventlog.merkle.VerifierKey;
import connectly.eventlog.sealing.MasterKey;
import connectly.events.AccountKind;
import connectly.events.AccountRegistered;
import connectly.events.EventType;
import connectly.events.UserId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that look at an installation, on a real data directory. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class InspectionTest {
    @TempDir
    private Path path;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private byte[] masterKey = new byte[MasterKey.LENGTH];

    @BeforeEach
    void writeTwentyEvents() {
        append(20);
    }

    @Test
    void verifySaysThatTheLogIsWhatWasWritten() {
        assertThat(verify()).isZero();
        assertThat(out.toString()).contains("The log is what was written. Events: 20, checkpoints: 1.");
    }

    @Test
    void verifyRunsBesideAServer() {
        try (DataDirectory data = DataDirectory.open(path);
                EventLog log = ChatLog.open(data, MasterKey.of(masterKey))) {
            assertThat(log.isWritable()).isTrue();
            assertThat(verify()).isZero();
        }
    }

    @Test
    void verifyNamesTheFirstBadPosition() throws SQLException {
        change("DROP TRIGGER event_tag_no_delete");
        assertThat(verify()).isEqualTo(3);
        assertThat(err.toString()).startsWith("The log is NOT what was written. The tables or triggers");
    }

    @Test
    void verifyHoldsTheLogAgainstAKeptCheckpointAndKey() throws IOException {
        Path kept = kept(path);
        String key = key();
        append(5);

        assertThat(verify("--checkpoint", kept.toString(), "--key", key)).isZero();
        assertThat(out.toString()).contains("Events: 25", "It extends the checkpoint that was given.");
    }

    @Test
    void verifySaysThatTheLogEndsBeforeTheCheckpoint() throws IOException {
        byte[] older = Files.readAllBytes(path.resolve("events.db"));
        append(5);
        Path kept = kept(path);
        Files.write(path.resolve("events.db"), older);

        assertThat(verify("--checkpoint", kept.toString())).isEqualTo(5);
        assertThat(err.toString()).contains("Events 21 to 25 are missing.");
    }

    @Test
    void verifySaysThatTheKeyIsAnother() {
        String other = NoteSigner.generate("connectly/another").verifierKey().toString();

        assertThat(verify("--key", other)).isEqualTo(4);
        assertThat(err.toString()).contains("The key that was given is none of this log");
    }

    @Test
    void verifyRefusesEvidenceThatIsNone() throws IOException {
        assertThat(verify("--key", "none")).isEqualTo(2);
        assertThat(verify("--checkpoint", path.resolve("missing").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be read");
        Path note = Files.writeString(path.resolve("note"), "no note");
        assertThat(verify("--checkpoint", note.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("proves nothing: The note is not");
    }

    @Test
    void proveWritesAProofThatHoldsWithoutTheLog() throws Exception {
        Path file = path.resolve("seventh");

        assertThat(run(new ProveCommand(this::installation), "7", "--out", file.toString()))
                .isZero();

        assertThat(out.toString()).contains("Verifier key: " + key());
        TlogProof proof = TlogProof.parse(Files.readAllBytes(path.resolve("seventh.tlog-proof")));
        byte[] leaf = Files.readAllBytes(path.resolve("seventh.leaf"));
        assertThat(proof.verify(leaf, VerifierKey.parse(key())).size()).isEqualTo(20);
    }

    @Test
    void proveRefusesAnEventThatThereIsNot() {
        List<Exception> failures = new ArrayList<>();
        CommandLine command = commandLine(new ProveCommand(this::installation));
        command.setExecutionExceptionHandler((failure, _, _) -> {
            failures.add(failure);
            return 1;
        });

        assertThat(command.execute("21")).isEqualTo(1);
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(EventLogException.class)
                        .hasMessage("There is no event 21: the log has 20."));
    }

    @Test
    void doctorSaysHowTheInstallationIs() {
        assertThat(doctor()).isZero();
        assertThat(out.toString())
                .contains("not in use", "20 events, format 2", key(), "covers 20 of 20 events", "opens keys.db")
                .doesNotContain("WRONG");
    }

    @Test
    void doctorLooksBesideAServerAndChangesNothing() {
        try (DataDirectory data = DataDirectory.open(path);
                EventLog log = ChatLog.open(data, MasterKey.of(masterKey))) {
            assertThat(doctor()).isZero();
            assertThat(log.isWritable()).isTrue();
        }
        assertThat(out.toString()).contains("in use by a running server");
    }

    @Test
    void doctorSaysThatTheMasterKeyIsAnother() {
        masterKey = masterKey.clone();
        Arrays.fill(masterKey, (byte) 7);

        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString()).containsPattern("WRONG +master key +The master key does not open the key file");
    }

    @Test
    void doctorSaysThatTheKeysAreMissing() throws IOException {
        Files.delete(path.resolve("keys.db"));

        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString()).contains("is missing: without it nothing that people wrote can be read.");
    }

    @Test
    void doctorSaysThatTheWriteAheadLogIsTooLong() throws IOException {
        try (var wal = Files.newByteChannel(
                path.resolve("events.db-wal"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
            // Nothing in it is a frame, so SQLite ignores it.
            wal.position(65L << 20).write(java.nio.ByteBuffer.allocate(1));
        }

        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString()).contains("keeps it from shrinking");
    }

    @Test
    void doctorMakesNothingWhereThereIsNothing() {
        Path nowhere = path.resolve("nowhere");
        DoctorCommand command = new DoctorCommand(() -> new Installation(nowhere, () -> masterKey, _ -> {}));

        assertThat(run(command)).isEqualTo(1);
        assertThat(out.toString()).contains("There is no directory " + nowhere);
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void doctorSaysThatTheReadModelIsOfAnotherLog() {
        connectly.readmodel.ReadModel.open(path.resolve("read-3.db"), "another epoch")
                .close();

        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString()).containsPattern("WRONG +read model +It was made from another epoch");
    }

    private int verify(String... arguments) {
        return run(new VerifyCommand(this::installation), arguments);
    }

    private int doctor() {
        return run(new DoctorCommand(this::installation));
    }

    private int run(Callable<Integer> command, String... arguments) {
        return commandLine(command).execute(arguments);
    }

    private CommandLine commandLine(Callable<Integer> command) {
        return new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    }

    private Installation installation() {
        return new Installation(path, () -> masterKey, _ -> {});
    }

    private String key() {
        try (StoredLog log = StoredLog.open(path.resolve("events.db"))) {
            return log.verifierKey().orElseThrow();
        }
    }

    private static Path kept(Path path) throws IOException {
        try (StoredLog log = StoredLog.open(path.resolve("events.db"))) {
            return Files.write(
                    path.resolve("kept"), log.checkpoint().orElseThrow().note().bytes());
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path.resolve("events.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void append(int count) {
        List<TaggedEventMessage<?>> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(account());
        }
        try (DataDirectory data = DataDirectory.open(path);
                EventLog log = ChatLog.open(data, MasterKey.of(masterKey))) {
            var _ = log.engine()
                    .appendEvents(AppendCondition.none(), null, events)
                    .thenCompose(append -> committed(append))
                    .join();
        }
    }

    private static <R> CompletableFuture<R> committed(AppendTransaction<R> append) {
        return append.commit(null);
    }

    private static TaggedEventMessage<?> account() {
        UserId user = UserId.next();
        AccountRegistered event =
                new AccountRegistered(user, "u" + user, "U", AccountKind.PERSON, Instant.parse("2026-11-24T10:00:00Z"));
        EventType type = EventType.of(event);
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(new MessageType(type.eventName(), type.version()), event),
                Set.of(Tag.of("user", user.toString())));
    }
}
