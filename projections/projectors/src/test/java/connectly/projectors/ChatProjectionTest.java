package connectly.projectors;

import static connectly.readmodel.jooq.Tables.CHANGE;
import static connectly.readmodel.jooq.Tables.CONVERSATION;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static connectly.readmodel.jooq.Tables.MESSAGE;
import static connectly.readmodel.jooq.Tables.REACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.events.AccountKind;
import connectly.events.AccountRegistered;
import connectly.events.ChatEvent;
import connectly.events.ClientMessageId;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.EventType;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRole;
import connectly.events.MemberRoleChanged;
import connectly.events.MemberUnmuted;
import connectly.events.MessageDeleted;
import connectly.events.MessageEdited;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.ReactionChanged;
import connectly.events.ReceiptKind;
import connectly.events.ReceiptsRecorded;
import connectly.events.ReceiptsRecorded.Receipt;
import connectly.events.UnknownEventException;
import connectly.events.UserId;
import connectly.readmodel.ReadModel;
import connectly.readmodel.StaleReadModelException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record1;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The projection on a real log and a real read model. */
class ChatProjectionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final UserId ANN = UserId.next();
    private static final UserId BOB = UserId.next();
    private static final ConversationId PLANS = ConversationId.next();
    private static final ConversationId OTHER = ConversationId.next();

    @TempDir
    private Path directory;

    private ProjectedLog log;

    @BeforeEach
    void open() {
        log = new ProjectedLog(directory);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void messagesAreNumberedWithoutGapInEachConversationInLogOrder() {
        List<ChatEvent> events = beginnings();
        for (int i = 0; i < 40; i++) {
            events.add(message(i % 3 == 0 ? OTHER : PLANS, "text " + i));
        }
        log.append(events);

        log.awaitProjected();

        for (ConversationId conversation : List.of(PLANS, OTHER)) {
            List<Long> seqs = log.readModel()
                    .read(tables -> tables.select(MESSAGE.SEQ)
                            .from(MESSAGE)
                            .where(MESSAGE.CONVERSATION_ID.eq(conversation.value()))
                            .orderBy(MESSAGE.POSITION)
                            .fetch(MESSAGE.SEQ));
            assertThat(seqs).hasSizeGreaterThan(10);
            assertThat(seqs).containsExactlyElementsOf(upTo(seqs.size()));
        }
    }

    @Test
    void aFoundingMemberIsToldOfTheConversationAtTheirOwnJoining() {
        log.append(beginnings());

        log.awaitProjected();

        var told = log.readModel()
                .read(tables -> tables.select(CHANGE.KIND, CHANGE.ONLY_FOR, MEMBERSHIP.USER_ID)
                        .from(CHANGE)
                        .join(MEMBERSHIP)
                        .on(MEMBERSHIP.CONVERSATION_ID.eq(CHANGE.CONVERSATION_ID))
                        .and(MEMBERSHIP.JOINED_POSITION.eq(CHANGE.POSITION))
                        .fetch());
        assertThat(told).hasSize(4);
        assertThat(told).allSatisfy(row -> {
            assertThat(row.value1()).isEqualTo("conversation.created");
            assertThat(row.value2()).isEqualTo(row.value3());
        });
    }

    @Test
    void leavingEndsAMembershipAndJoiningAgainBeginsAnother() {
        List<ChatEvent> events = beginnings();
        events.add(new MemberLeft(PLANS, BOB, ANN, NOW));
        events.add(new MemberJoined(PLANS, BOB, MemberRole.MEMBER, ANN, false, NOW));
        log.append(events);

        log.awaitProjected();

        long left = events.size() - 1L;
        var stretches = log.readModel()
                .read(tables -> tables.select(MEMBERSHIP.LEFT_POSITION, MEMBERSHIP.JOINED_POSITION)
                        .from(MEMBERSHIP)
                        .where(MEMBERSHIP.CONVERSATION_ID.eq(PLANS.value()))
                        .and(MEMBERSHIP.USER_ID.eq(BOB.value()))
                        .orderBy(MEMBERSHIP.JOINED_POSITION)
                        .fetch());
        assertThat(stretches).hasSize(2);
        assertThat(stretches.getFirst().value1()).isEqualTo(left);
        assertThat(stretches.getLast().value1()).isNull();
        assertThat(stretches.getLast().value2()).isEqualTo(left + 1);
    }

    @Test
    void aChangedRoleIsThatOfTheMembershipThatLastsAndOfNoEarlierOne() {
        List<ChatEvent> events = beginnings();
        events.add(new MemberLeft(PLANS, BOB, BOB, NOW));
        events.add(new MemberJoined(PLANS, BOB, MemberRole.MEMBER, ANN, false, NOW));
        events.add(new MemberRoleChanged(PLANS, BOB, MemberRole.MODERATOR, ANN, NOW));
        log.append(events);

        log.awaitProjected();

        List<String> roles = log.readModel()
                .read(tables -> tables.select(MEMBERSHIP.ROLE)
                        .from(MEMBERSHIP)
                        .where(MEMBERSHIP.CONVERSATION_ID.eq(PLANS.value()))
                        .and(MEMBERSHIP.USER_ID.eq(BOB.value()))
                        .orderBy(MEMBERSHIP.JOINED_POSITION)
                        .fetch(MEMBERSHIP.ROLE));
        assertThat(roles).containsExactly("MEMBER", "MODERATOR");
        List<String> last = log.readModel()
                .read(tables -> tables.select(CHANGE.KIND)
                        .from(CHANGE)
                        .where(CHANGE.POSITION.eq((long) events.size()))
                        .fetch(CHANGE.KIND));
        assertThat(last).containsExactly("member.role");
    }

    @Test
    void anEditedMessageHasItsNewTextInItsOldPlaceAndADeletedOneItsPlaceAlone() {
        List<ChatEvent> events = beginnings();
        MessageSent kept = message(PLANS, "kept");
        MessageSent edited = message(PLANS, "before");
        MessageSent deleted = message(PLANS, "secret");
        MessageEdited edit = new MessageEdited(edited.messageId(), PLANS, ANN, "after", LATER);
        events.addAll(List.of(kept, edited, deleted));
        events.add(edit);
        events.add(new MessageEdited(deleted.messageId(), PLANS, ANN, "still a secret", NOW));
        events.add(new MessageDeleted(deleted.messageId(), PLANS, BOB, LATER));
        events.add(message(PLANS, "next"));
        log.append(events);

        log.awaitProjected();

        long last = events.size();
        List<List<Object>> messages = log.readModel()
                .read(tables -> tables.select(
                                MESSAGE.SEQ,
                                MESSAGE.BODY,
                                MESSAGE.CHECKSUM,
                                MESSAGE.EDITED_AT,
                                MESSAGE.DELETED_AT,
                                MESSAGE.REVISED_POSITION)
                        .from(MESSAGE)
                        .orderBy(MESSAGE.SEQ)
                        .fetch(row -> Arrays.asList(row.intoArray())));
        assertThat(messages)
                .startsWith(
                        Arrays.asList(1L, "kept", kept.checksum(), null, null, null),
                        Arrays.asList(2L, "after", edit.checksum(), LATER.toEpochMilli(), null, last - 3),
                        Arrays.asList(3L, null, null, NOW.toEpochMilli(), LATER.toEpochMilli(), last - 1));
        assertThat(bodies()).containsExactly("kept", "after", null, "next");
        List<List<Object>> changes = log.readModel()
                .read(tables -> tables.select(CHANGE.POSITION, CHANGE.KIND, CHANGE.MESSAGE_ID)
                        .from(CHANGE)
                        .where(CHANGE.POSITION.ge(last - 3))
                        .orderBy(CHANGE.POSITION)
                        .fetch(row -> Arrays.asList(row.intoArray())));
        assertThat(changes)
                .startsWith(
                        List.of(last - 3, "message.edited", edited.messageId().value()),
                        List.of(last - 2, "message.edited", deleted.messageId().value()),
                        List.of(last - 1, "message.deleted", deleted.messageId().value()));
    }

    @Test
    void aReactionIsThereOnceUntilItIsWithdrawnOrTheMessageIsDeleted() {
        List<ChatEvent> events = beginnings();
        MessageSent kept = message(PLANS, "kept");
        MessageSent deleted = message(PLANS, "deleted");
        events.addAll(List.of(kept, deleted));
        for (MessageSent message : List.of(kept, deleted)) {
            for (String emoji : List.of("👋", "👍", "👍")) {
                events.add(new ReactionChanged(message.messageId(), PLANS, BOB, emoji, true, NOW));
            }
        }
        events.add(new ReactionChanged(kept.messageId(), PLANS, BOB, null, true, NOW));
        events.add(new ReactionChanged(kept.messageId(), PLANS, BOB, "👋", false, NOW));
        events.add(new ReactionChanged(kept.messageId(), PLANS, ANN, "👍", false, NOW));
        events.add(new MessageDeleted(deleted.messageId(), PLANS, ANN, NOW));
        log.append(events);

        log.awaitProjected();

        List<List<Object>> reactions = log.readModel()
                .read(tables -> tables.select(REACTION.MESSAGE_ID, REACTION.EMOJI, REACTION.USER_ID)
                        .from(REACTION)
                        .fetch(row -> Arrays.asList(row.intoArray())));
        assertThat(reactions).containsExactly(List.of(kept.messageId().value(), "👍", BOB.value()));
        List<Long> counts = log.readModel()
                .read(tables -> tables.select(MESSAGE.REACTIONS)
                        .from(MESSAGE)
                        .orderBy(MESSAGE.SEQ)
                        .fetch(MESSAGE.REACTIONS));
        assertThat(counts).containsExactly(1L, 0L);
        assertThat(log.rebuildInto(directory.resolve("rebuilt.db")))
                .isEqualTo(log.readModel().digest());
    }

    @Test
    void everyTypeOfEventIsFolded() {
        List<ChatEvent> events = everyType();
        Set<EventType> types = new HashSet<>();
        events.forEach(event -> types.add(EventType.of(event)));
        assertThat(types).as("the premise: nothing is missing").containsExactlyInAnyOrder(EventType.values());
        log.append(events);

        log.awaitProjected();

        assertThat(log.readModel().position(ChatProjection.PROCESSOR)).isEqualTo(events.size());
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void aProjectionThatIsStoppedGoesOnWhereItStood() {
        log.append(beginnings());
        log.awaitProjected();
        log.stopProjection();
        log.append(List.of(message(PLANS, "while nobody looked"), message(PLANS, "and again")));

        log.startProjection();
        log.awaitProjected();

        assertThat(bodies()).containsExactly("while nobody looked", "and again");
    }

    @Test
    void rowsAndTokenOfABatchThatFailsAreTakenBackTogether() {
        List<ChatEvent> events = beginnings();
        MessageSent sent = message(PLANS, "fine");
        events.add(sent);
        events.add(sent);
        log.append(events);

        log.awaitFailure();

        // The second one counts the conversation up before it fails on the message's id; how much before it was in the
        // same batch is up to the processor, so what must hold is that token, count and rows say the same.
        long folded = log.readModel().position(ChatProjection.PROCESSOR);
        long counted = log.readModel()
                .read(tables -> tables.select(CONVERSATION.LAST_SEQ).from(CONVERSATION).fetch().stream()
                        .mapToLong(Record1::value1)
                        .sum());
        assertThat(folded).isLessThan(events.size());
        assertThat(counted).isEqualTo(bodies().size());
        assertThat(counted).isEqualTo(Math.max(0, folded - beginnings().size()));
    }

    @Test
    void anEventThatThisVersionDoesNotKnowStopsTheProjectionBeforeIt() {
        List<ChatEvent> events = beginnings();
        log.append(events);
        log.awaitProjected();
        log.appendUnknown();
        log.append(List.of(message(PLANS, "after it")));

        log.awaitFailure();

        assertThat(log.failures().getFirst()).hasMessageContaining("chat.NotKnownYet");
        assertThat(log.readModel().position(ChatProjection.PROCESSOR)).isEqualTo(events.size());
        assertThat(bodies()).isEmpty();
    }

    @Test
    void aRebuildFailsOnAnEventThatThisVersionDoesNotKnowEvenAtTheVeryEnd() {
        log.append(beginnings());
        log.appendUnknown();

        assertThatThrownBy(() -> log.rebuildInto(directory.resolve("rebuilt.db")))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("chat.NotKnownYet");
    }

    @Test
    void aRebuiltGenerationHasTheDigestOfTheLiveOne() {
        List<ChatEvent> events = everyType();
        Random random = new Random(7);
        for (int i = 0; i < 1_500; i++) {
            events.add(message(random.nextBoolean() ? PLANS : OTHER, "text " + i));
        }
        log.append(events);
        log.awaitProjected();

        String rebuilt = log.rebuildInto(directory.resolve("rebuilt.db"));

        assertThat(rebuilt).isEqualTo(log.readModel().digest());
    }

    @Test
    void theDigestSeesOneChangedLetter() {
        List<ChatEvent> events = beginnings();
        events.add(message(PLANS, "letter"));
        log.append(events);
        log.awaitProjected();
        String before = log.readModel().digest();
        log.stopProjection();

        var writer = log.readModel().writer();
        writer.begin();
        writer.tables().update(MESSAGE).set(MESSAGE.BODY, "lettre").execute();
        writer.commit();

        assertThat(log.readModel().digest()).isNotEqualTo(before);
    }

    @Test
    void aReadModelOfAnotherLogIsNotUsed() {
        Path file = directory.resolve("foreign.db");
        ReadModel.open(file, "one epoch").close();

        assertThatThrownBy(() -> ReadModel.open(file, "another epoch"))
                .isInstanceOf(StaleReadModelException.class)
                .hasMessageContaining("another log");
        ReadModel.open(file, "one epoch").close();
    }

    @Test
    void aReadModelOfANewerVersionIsNotUsed() {
        Path file = directory.resolve("newer.db");
        ReadModel.open(file, "epoch").close();
        addMigration(file);

        assertThatThrownBy(() -> ReadModel.open(file, "epoch"))
                .isInstanceOf(StaleReadModelException.class)
                .hasMessageContaining("another version");
    }

    /** As a version would leave the file that knows one migration more. */
    private static void addMigration(Path file) {
        try (ReadModel readModel = ReadModel.open(file, "epoch")) {
            readModel.writer().begin();
            int added = readModel.writer().tables().execute("""
                    INSERT INTO flyway_schema_history
                    SELECT 99, '99', 'from the future', type, 'V99__future.sql', checksum, installed_by, installed_on, 1, 1
                    FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1""");
            readModel.writer().commit();
            assertThat(added).as("one migration more").isEqualTo(1);
        }
    }

    private List<String> bodies() {
        return log.readModel()
                .read(tables -> tables.select(MESSAGE.BODY)
                        .from(MESSAGE)
                        .orderBy(MESSAGE.POSITION)
                        .fetch(MESSAGE.BODY));
    }

    private static List<ChatEvent> everyType() {
        List<ChatEvent> events = beginnings();
        MessageSent hello = message(PLANS, "hello");
        events.add(hello);
        events.add(new ReceiptsRecorded(
                PLANS, ReceiptKind.READ, List.of(new Receipt(BOB, events.size()), new Receipt(ANN, 1)), NOW));
        events.add(new ReactionChanged(hello.messageId(), PLANS, BOB, "👋", true, NOW));
        events.add(new MessageEdited(hello.messageId(), PLANS, ANN, "hello!", NOW));
        events.add(new MessageDeleted(hello.messageId(), PLANS, ANN, NOW));
        events.add(new MemberMuted(PLANS, BOB, NOW.plusSeconds(60), "loud", ANN, NOW));
        events.add(new MemberMuted(PLANS, BOB, null, null, ANN, NOW));
        events.add(new MemberUnmuted(PLANS, BOB, ANN, NOW));
        events.add(new MemberMuted(OTHER, BOB, null, null, ANN, NOW));
        events.add(new MemberRoleChanged(PLANS, BOB, MemberRole.MODERATOR, ANN, NOW));
        events.add(new MemberLeft(OTHER, BOB, BOB, NOW));
        return events;
    }

    private static List<ChatEvent> beginnings() {
        List<ChatEvent> events = new ArrayList<>();
        events.add(new AccountRegistered(ANN, "ann", "Ann", AccountKind.PERSON, NOW));
        events.add(new AccountRegistered(BOB, "bob", "Bob", AccountKind.BOT, NOW));
        for (ConversationId conversation : List.of(PLANS, OTHER)) {
            events.add(new ConversationCreated(conversation, ConversationKind.GROUP, "plans", null, ANN, NOW));
            events.add(new MemberJoined(conversation, ANN, MemberRole.MODERATOR, ANN, true, NOW));
            events.add(new MemberJoined(conversation, BOB, MemberRole.MEMBER, ANN, true, NOW));
        }
        return events;
    }

    private static MessageSent message(ConversationId conversation, String body) {
        return new MessageSent(
                MessageId.next(), conversation, ANN, new ClientMessageId(UUID.randomUUID()), body, null, NOW);
    }

    private static List<Long> upTo(long count) {
        List<Long> numbers = new ArrayList<>();
        for (long n = 1; n <= count; n++) {
            numbers.add(n);
        }
        return numbers;
    }
}
