package connectly.ops;

import static connectly.readmodel.jooq.Tables.MESSAGE;
import static connectly.readmodel.jooq.Tables.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.chatlog.ChatLog;
import connectly.eventlog.DataDirectory;
import connectly.eventlog.DataDirectoryException;
import connectly.eventlog.EventLog;
import connectly.eventlog.EventLogException;
import connectly.eventlog.sealing.MasterKey;
import connectly.events.AccountKind;
import connectly.events.AccountRegistered;
import connectly.events.ChatEvent;
import connectly.events.ClientMessageId;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.EventType;
import connectly.events.MemberJoined;
import connectly.events.MemberRole;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.UserId;
import connectly.ops.ReadModelRebuild.Comparison;
import connectly.ops.ReadModelRebuild.Outcome;
import connectly.readmodel.ReadModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Rebuilding in a real data directory. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class RebuildTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123Z");
    private static final UserId ANN = UserId.next();
    private static final ConversationId PLANS = ConversationId.next();

    private static final MasterKey KEY = MasterKey.of(new byte[MasterKey.LENGTH]);

    @TempDir
    private Path path;

    private DataDirectory data;

    @BeforeEach
    void openWithAFewMessages() {
        data = DataDirectory.open(path);
        List<ChatEvent> events = new ArrayList<>();
        events.add(new AccountRegistered(ANN, "ann", "Ann", AccountKind.PERSON, NOW));
        events.add(new ConversationCreated(PLANS, ConversationKind.GROUP, "plans", null, ANN, NOW));
        events.add(new MemberJoined(PLANS, ANN, MemberRole.MODERATOR, ANN, true, NOW));
        for (int i = 0; i < 20; i++) {
            events.add(message("text " + i));
        }
        append(events.stream().map(RebuildTest::tagged).toList());
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void aFirstGenerationIsMadeWhereThereIsNone() {
        Outcome outcome = rebuild();

        assertThat(outcome.file()).isEqualTo(data.readModel(1));
        assertThat(outcome.events()).isEqualTo(23);
        assertThat(outcome.comparison()).isEqualTo(Comparison.NOT_COMPARABLE);
        assertThat(bodies(data.readModel(1))).hasSize(20).contains("text 0", "text 19");
    }

    @Test
    void anEqualGenerationIsReplacedAndSaidToBeTheSame() throws IOException {
        Outcome first = rebuild();

        Outcome second = rebuild();

        assertThat(second.comparison()).isEqualTo(Comparison.SAME);
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(filesOfReadModels()).containsExactly("read-2.db");
        assertThat(bodies(data.readModel(2))).hasSize(20);
    }

    @Test
    void anOldGenerationWithAChangedRowIsSaidToHaveBeenWrong() {
        rebuild();
        change(
                data.readModel(1),
                tables -> tables.update(MESSAGE)
                        .set(MESSAGE.BODY, "text of another")
                        .where(MESSAGE.SEQ.eq(7L))
                        .execute());

        Outcome outcome = rebuild();

        assertThat(outcome.comparison()).isEqualTo(Comparison.DIFFERENT);
        assertThat(bodies(data.readModel(2))).contains("text 6").doesNotContain("text of another");
    }

    @Test
    void anOldGenerationThatWasBehindIsNotCompared() {
        rebuild();
        append(List.of(tagged(message("later"))));

        Outcome outcome = rebuild();

        assertThat(outcome.comparison()).isEqualTo(Comparison.NOT_COMPARABLE);
        assertThat(outcome.events()).isEqualTo(24);
        assertThat(bodies(data.readModel(2))).contains("later");
    }

    @Test
    void anOldGenerationThatClaimsToBeFurtherThanTheLogIsNotCompared() {
        rebuild();
        change(
                data.readModel(1),
                tables -> tables.update(TOKEN).set(TOKEN.POSITION, 99L).execute());

        assertThat(rebuild().comparison()).isEqualTo(Comparison.NOT_COMPARABLE);
    }

    @Test
    void aGenerationOfAnotherLogIsReplacedButNotCompared() throws IOException {
        ReadModel.open(data.readModel(4), "another epoch").close();

        Outcome outcome = rebuild();

        assertThat(outcome.comparison()).isEqualTo(Comparison.NOT_COMPARABLE);
        assertThat(filesOfReadModels()).containsExactly("read-5.db");
    }

    @Test
    void aFileThatIsNoReadModelIsReplaced() throws IOException {
        Files.writeString(data.readModel(1), "this is no database, and long enough to be seen as none. ".repeat(100));

        Outcome outcome = rebuild();

        assertThat(outcome.comparison()).isNotEqualTo(Comparison.SAME);
        assertThat(filesOfReadModels()).containsExactly("read-2.db");
    }

    @Test
    void whatAnInterruptedRunLeftIsNoGenerationAndIsOverwritten() throws IOException {
        ReadModel.open(path.resolve("building-read-1.db"), "half-built").close();
        Files.writeString(path.resolve("building-read-1.db-wal"), "stale");
        assertThat(data.readModels()).isEmpty();

        rebuild();

        assertThat(filesOfReadModels()).containsExactly("read-1.db");
        assertThat(bodies(data.readModel(1))).hasSize(20);
    }

    @Test
    void theOldGenerationStaysWhenTheLogHoldsAnEventThatIsNotKnown() {
        Outcome old = rebuild();
        String epoch = epoch();
        append(List.of(unknown()));

        assertThatThrownBy(this::rebuild)
                .isInstanceOf(EventLogException.class)
                .hasMessageContaining("written by a newer version")
                .hasMessageContaining("chat.NotKnownYet");

        assertThat(data.readModels()).containsExactly(old.file());
        try (ReadModel readModel = ReadModel.open(old.file(), epoch)) {
            assertThat(readModel.digest()).isEqualTo(old.digest());
        }
    }

    @Test
    void theCommandSaysWhatItMade() {
        data.close();
        StringWriter out = new StringWriter();

        int status = commandLine(out).execute();

        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("Rebuilt read-1.db from 23 events.")
                .containsPattern("Digest [0-9a-f]{64}\\.");
    }

    @Test
    void theCommandRefusesADirectoryThatAServerIsUsing() {
        CommandLine command = commandLine(new StringWriter());
        List<Exception> failures = new ArrayList<>();
        command.setExecutionExceptionHandler((failure, _, _) -> {
            failures.add(failure);
            return 1;
        });

        assertThat(command.execute()).isEqualTo(1);
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(DataDirectoryException.class)
                        .hasMessage("The data directory " + path + " is in use by another running Connectly."));
        assertThat(data.readModels()).isEmpty();
    }

    private CommandLine commandLine(StringWriter out) {
        return new CommandLine(
                        new RebuildCommand(() -> new Installation(path, () -> new byte[MasterKey.LENGTH], _ -> {})))
                .setOut(new PrintWriter(out));
    }

    private Outcome rebuild() {
        try (EventLog log = ChatLog.open(data, KEY)) {
            return new ReadModelRebuild(data, log).run(new Progress(new PrintWriter(Writer.nullWriter())));
        }
    }

    private List<String> bodies(Path file) {
        try (ReadModel readModel = ReadModel.open(file, epoch())) {
            return readModel.read(
                    tables -> tables.select(MESSAGE.BODY).from(MESSAGE).fetch(MESSAGE.BODY));
        }
    }

    private void change(Path file, Consumer<DSLContext> work) {
        try (ReadModel readModel = ReadModel.open(file, epoch())) {
            readModel.writer().begin();
            work.accept(readModel.writer().tables());
            readModel.writer().commit();
        }
    }

    private List<String> filesOfReadModels() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.contains("read-"))
                    .sorted()
                    .toList();
        }
    }

    private String epoch() {
        try (EventLog log = ChatLog.open(data, KEY)) {
            return log.epoch();
        }
    }

    private void append(List<TaggedEventMessage<?>> events) {
        try (EventLog log = ChatLog.open(data, KEY)) {
            var _ = log.engine()
                    .appendEvents(AppendCondition.none(), null, events)
                    .thenCompose(append -> committed(append))
                    .join();
        }
    }

    private static <R> CompletableFuture<R> committed(AppendTransaction<R> append) {
        return append.commit(null);
    }

    private static TaggedEventMessage<?> tagged(ChatEvent event) {
        EventType type = EventType.of(event);
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(new MessageType(type.eventName(), type.version()), event),
                event.tags().stream()
                        .map(tag -> new Tag(tag.key(), tag.value()))
                        .collect(Collectors.toSet()));
    }

    /** An event as a later version of Connectly may write it. */
    private static TaggedEventMessage<?> unknown() {
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(new MessageType("chat.NotKnownYet", "1"), message("of the future")),
                Set.of(Tag.of("conversation", PLANS.toString())));
    }

    private static MessageSent message(String body) {
        return new MessageSent(MessageId.next(), PLANS, ANN, new ClientMessageId(UUID.randomUUID()), body, null, NOW);
    }
}
