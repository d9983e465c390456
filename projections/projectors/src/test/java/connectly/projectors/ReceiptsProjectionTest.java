package connectly.projectors;

import static connectly.readmodel.jooq.Tables.CHANGE;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.events.AccountKind;
import connectly.events.AccountRegistered;
import connectly.events.ChatEvent;
import connectly.events.ClientMessageId;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberRole;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.ReceiptKind;
import connectly.events.ReceiptsRecorded;
import connectly.events.ReceiptsRecorded.Receipt;
import connectly.events.UserId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ann says things, Bob receives and reads them; the third message of each test is another conversation's. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class ReceiptsProjectionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123Z");
    private static final UserId ANN = UserId.next();
    private static final UserId BOB = UserId.next();
    private static final ConversationId PLANS = ConversationId.next();
    private static final ConversationId OTHER = ConversationId.next();

    @TempDir
    private Path directory;

    private final List<ChatEvent> events = new ArrayList<>();
    private ProjectedLog log;
    private long first;
    private long second;
    private long elsewhere;

    @BeforeEach
    void begin() {
        log = new ProjectedLog(directory);
        add(new AccountRegistered(ANN, "ann", "Ann", AccountKind.PERSON, NOW));
        add(new AccountRegistered(BOB, "bob", "Bob", AccountKind.PERSON, NOW));
        for (ConversationId conversation : List.of(PLANS, OTHER)) {
            add(new ConversationCreated(conversation, ConversationKind.GROUP, null, null, ANN, NOW));
            add(new MemberJoined(conversation, ANN, MemberRole.MODERATOR, ANN, true, NOW));
            add(new MemberJoined(conversation, BOB, MemberRole.MEMBER, ANN, true, NOW));
        }
        first = say(PLANS, ANN);
        second = say(PLANS, ANN);
        elsewhere = say(OTHER, ANN);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void receiptsRaiseHowFarAMemberIsAndSayWhereThatWasTold() {
        long delivered = receipt(ReceiptKind.DELIVERED, BOB, second);
        long read = receipt(ReceiptKind.READ, BOB, first);

        assertThat(bob()).containsExactly(2L, delivered, 1L, read);
        assertThat(kinds(delivered)).containsExactly("receipt.delivered", "receipt.read");
    }

    @Test
    void whatIsReadIsDelivered() {
        receipt(ReceiptKind.DELIVERED, BOB, first);
        long read = receipt(ReceiptKind.READ, BOB, second);

        assertThat(bob()).containsExactly(2L, null, 2L, read);
    }

    @Test
    void anOlderReceiptChangesNothing() {
        long read = receipt(ReceiptKind.READ, BOB, second);
        receipt(ReceiptKind.READ, BOB, first);
        receipt(ReceiptKind.READ, BOB, second);
        receipt(ReceiptKind.DELIVERED, BOB, first);
        receipt(ReceiptKind.DELIVERED, BOB, second);

        assertThat(bob()).containsExactly(2L, null, 2L, read);
    }

    @Test
    void aPositionThatIsNoMessageOfTheConversationChangesNothing() {
        receipt(ReceiptKind.READ, BOB, elsewhere);
        receipt(ReceiptKind.DELIVERED, BOB, 1);

        assertThat(bob()).containsExactly(0L, null, 0L, null);
    }

    @Test
    void whoAnswersHasReadWhatCameBeforeAndTheAnswerTellsIt() {
        receipt(ReceiptKind.DELIVERED, BOB, first);
        receipt(ReceiptKind.READ, BOB, first);
        say(PLANS, BOB);

        assertThat(bob()).containsExactly(3L, null, 3L, null);
    }

    @Test
    void whatWasSaidBeforeAReturnIsReadAndAnOldReceiptIsNotAddedToIt() {
        add(new MemberLeft(PLANS, BOB, ANN, NOW));
        say(PLANS, ANN);
        add(new MemberJoined(PLANS, BOB, MemberRole.MEMBER, ANN, false, NOW));
        receipt(ReceiptKind.READ, BOB, second);

        assertThat(bob()).containsExactly(3L, null, 3L, null);
    }

    @Test
    void aRebuiltGenerationHasTheSameReceipts() {
        receipt(ReceiptKind.DELIVERED, BOB, second);
        receipt(ReceiptKind.READ, BOB, first);
        receipt(ReceiptKind.READ, ANN, second);
        say(PLANS, BOB);
        assertThat(bob()).as("the premise: all is folded").contains(3L);

        assertThat(log.rebuildInto(directory.resolve("rebuilt.db")))
                .isEqualTo(log.readModel().digest());
    }

    private long add(ChatEvent event) {
        events.add(event);
        log.append(List.of(event));
        return events.size();
    }

    private long say(ConversationId conversation, UserId sender) {
        return add(new MessageSent(
                MessageId.next(), conversation, sender, new ClientMessageId(UUID.randomUUID()), "text", null, NOW));
    }

    private long receipt(ReceiptKind kind, UserId user, long position) {
        return add(new ReceiptsRecorded(PLANS, kind, List.of(new Receipt(user, position)), NOW));
    }

    /** What is delivered to him and where that was told, and likewise what he has read. */
    private List<Object> bob() {
        log.awaitProjected();
        return log.readModel()
                .read(tables -> Arrays.asList(tables.select(
                                MEMBERSHIP.DELIVERED_SEQ,
                                MEMBERSHIP.DELIVERED_TOLD,
                                MEMBERSHIP.READ_SEQ,
                                MEMBERSHIP.READ_TOLD)
                        .from(MEMBERSHIP)
                        .where(MEMBERSHIP.CONVERSATION_ID.eq(PLANS.value()))
                        .and(MEMBERSHIP.USER_ID.eq(BOB.value()))
                        .and(MEMBERSHIP.LEFT_POSITION.isNull())
                        .fetchSingle()
                        .intoArray()));
    }

    private List<String> kinds(long from) {
        return log.readModel()
                .read(tables -> tables.select(CHANGE.KIND)
                        .from(CHANGE)
                        .where(CHANGE.POSITION.ge(from))
                        .orderBy(CHANGE.POSITION)
                        .fetch(CHANGE.KIND));
    }
}
