package connectly.ops;

import static connectly.readmodel.jooq.Tables.ACCOUNT;
import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.chatlog.ChatLog;
import connectly.eventlog.DataDirectory;
import connectly.eventlog.EventLog;
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
import connectly.events.MessageEdited;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.UserId;
import connectly.readmodel.ReadModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jooq.TableField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Erasing in a real data directory. */
class EraseTest {
    private static final Instant JUNE = Instant.parse("2026-06-24T10:00:00.123Z");
    private static final Instant JULY = Instant.parse("2026-07-24T10:00:00.123Z");
    private static final byte[] MASTER = new byte[MasterKey.LENGTH];
    private static final UserId ANN = UserId.next();
    private static final UserId BOB = UserId.next();
    private static final ConversationId PLANS = ConversationId.next();

    private final StringWriter out = new StringWriter();
    private final List<UUID> forgotten = new ArrayList<>();

    @TempDir
    Path path;

    @BeforeEach
    void openWithAConversationOfTwo() {
        try (DataDirectory data = DataDirectory.open(path);
                EventLog log = ChatLog.open(data, MasterKey.of(MASTER))) {
            append(
                    log,
                    new AccountRegistered(ANN, "annabel", "Annabel Lee", AccountKind.PERSON, JUNE),
                    new AccountRegistered(BOB, "bobby", "Bobby Shafto", AccountKind.PERSON, JUNE),
                    new ConversationCreated(PLANS, ConversationKind.GROUP, "Annabels plans", null, ANN, JUNE),
                    new MemberJoined(PLANS, ANN, MemberRole.MODERATOR, ANN, true, JUNE),
                    new MemberJoined(PLANS, BOB, MemberRole.MEMBER, ANN, true, JUNE),
                    message(ANN, "annabel in june", JUNE),
                    message(BOB, "bobby in june", JUNE),
                    message(ANN, "annabel in july", JULY));
            new ReadModelRebuild(data, log).run(new Progress(new PrintWriter(out)));
        }
    }

    @Test
    void nothingOfAnErasedUserIsInTheDataDirectoryNorInABackupOfTheLog() throws IOException {
        Path backup = Files.copy(path.resolve("events.db"), path.resolveSibling(path.getFileName() + "-backup.db"));
        assertThat(filesWith("annabel in june")).as("in the read model").isNotEmpty();

        assertThat(run("user", "annabel", "--yes")).isZero();

        assertThat(out.toString()).contains("Erased the name of user " + ANN, "Built read-2.db without it");
        for (String words : List.of("annabel in june", "annabel in july", "annabel", "Annabel Lee", "Annabels plans")) {
            assertThat(filesWith(words)).as(words).isEmpty();
            assertThat(text(backup)).as("%s in the backup", words).doesNotContain(words);
        }
        assertThat(forgotten).containsExactly(ANN.value());
        assertThat(column(MESSAGE.BODY, MESSAGE.SEQ)).containsExactly(null, "bobby in june", null);
        assertThat(column(ACCOUNT.USERNAME, ACCOUNT.USERNAME)).containsExactly(null, "bobby");
        assertThat(column(CONVERSATION.TITLE, CONVERSATION.TITLE)).containsOnlyNulls();
    }

    @Test
    void aUserIsAlsoFoundByIdAndErasedTwiceIsErasedOnce() {
        assertThat(run("user", ANN.toString(), "--yes")).isZero();
        assertThat(run("user", ANN.toString(), "--yes")).isZero();

        assertThat(filesWith("annabel in june")).isEmpty();
    }

    @Test
    void oneMessageIsErasedAloneWithWhatItWasBefore() {
        MessageSent sent = message(BOB, "bobby regrets this", JULY);
        try (DataDirectory data = DataDirectory.open(path);
                EventLog log = ChatLog.open(data, MasterKey.of(MASTER))) {
            append(log, sent, new MessageEdited(sent.messageId(), PLANS, BOB, "bobby regrets this, too", JULY));
        }

        assertThat(run("message", sent.messageId().toString(), "--yes")).isZero();

        assertThat(filesWith("bobby regrets this")).isEmpty();
        assertThat(column(MESSAGE.BODY, MESSAGE.SEQ))
                .containsExactly("annabel in june", "bobby in june", "annabel in july", null);
    }

    @Test
    void messagesFromBeforeAMonthAreErasedAndNamesStay() {
        assertThat(run("before", "2026-07", "--yes")).isZero();

        assertThat(out.toString()).contains("from before 2026-07: 1 keys");
        assertThat(filesWith("annabel in june")).isEmpty();
        assertThat(filesWith("bobby in june")).isEmpty();
        assertThat(filesWith("annabel in july")).isNotEmpty();
        assertThat(filesWith("Annabels plans")).isNotEmpty();
    }

    @Test
    void nothingHappensUnlessTheOperatorIsSure() {
        assertThat(refusal("user", "annabel")).contains("Nothing was erased", "--yes");

        assertThat(filesWith("annabel in june")).isNotEmpty();
        assertThat(forgotten).isEmpty();
    }

    @Test
    void whatDoesNotExistIsSaidAndNothingIsErased() {
        assertThat(refusal("user", "nobody", "--yes")).isEqualTo("There is no user nobody.");
        MessageId unknown = MessageId.next();
        assertThat(refusal("message", unknown.toString(), "--yes"))
                .isEqualTo("There is no message %s.".formatted(unknown));
        assertThat(run("message", "seven", "--yes")).as("wrong usage").isEqualTo(2);
        assertThat(run("before", "2026-13", "--yes")).as("wrong usage").isEqualTo(2);
        assertThat(run()).as("wrong usage").isEqualTo(2);

        assertThat(filesWith("annabel in june")).isNotEmpty();
    }

    private int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** What the operator is told when a command fails. */
    private String refusal(String... arguments) {
        List<String> sentences = new ArrayList<>();
        int status = commandLine()
                .setExecutionExceptionHandler((failure, _, _) -> {
                    assertThat(failure).isInstanceOf(OperatorException.class);
                    sentences.add(failure.getMessage());
                    return 1;
                })
                .execute(arguments);
        assertThat(status).isEqualTo(1);
        return sentences.getFirst();
    }

    private CommandLine commandLine() {
        return new CommandLine(new EraseCommand(() -> new Installation(path, MASTER::clone, forgotten::add)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out));
    }

    private List<String> column(TableField<?, String> wanted, TableField<?, ?> order) {
        try (DataDirectory data = DataDirectory.open(path);
                EventLog log = ChatLog.open(data, MasterKey.of(MASTER));
                ReadModel readModel = ReadModel.open(data.readModels().getLast(), log.epoch())) {
            return readModel.read(tables ->
                    tables.select(wanted).from(wanted.getTable()).orderBy(order).fetch(wanted));
        }
    }

    private List<String> filesWith(String words) {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> text(file).contains(words))
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void append(EventLog log, ChatEvent... events) {
        List<TaggedEventMessage<?>> messages =
                Stream.of(events).map(EraseTest::tagged).collect(Collectors.toList());
        var _ = log.engine()
                .appendEvents(AppendCondition.none(), null, messages)
                .thenCompose(EraseTest::committed)
                .join();
    }

    private static CompletableFuture<?> committed(AppendTransaction<?> append) {
        return append.commit(null);
    }

    private static TaggedEventMessage<?> tagged(ChatEvent event) {
        EventType type = EventType.of(event);
        Instant time = event instanceof MessageSent sent ? sent.sentAt() : JUNE;
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(
                        UUID.randomUUID().toString(),
                        new MessageType(type.eventName(), type.version()),
                        event,
                        Map.of(),
                        time),
                event.tags().stream()
                        .map(tag -> new Tag(tag.key(), tag.value()))
                        .collect(Collectors.toSet()));
    }

    private static MessageSent message(UserId sender, String body, Instant time) {
        return new MessageSent(
                MessageId.next(), PLANS, sender, new ClientMessageId(UUID.randomUUID()), body, null, time);
    }
}
