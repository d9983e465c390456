package connectly.handlers.recording;

import static connectly.handlers.Fixtures.ANN;
import static connectly.handlers.Fixtures.BOB;
import static connectly.handlers.Fixtures.CYD;
import static connectly.handlers.Fixtures.NOW;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberRole;
import connectly.events.ReceiptKind;
import connectly.events.ReceiptsRecorded;
import connectly.events.ReceiptsRecorded.Receipt;
import connectly.events.UserId;
import connectly.handlers.Fixtures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.test.fixture.AxonTestFixture;
import org.axonframework.test.fixture.AxonTestPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingReceiptsTest {
    private static final ConversationId GROUP = ConversationId.parse("019abcde-0000-7000-8000-00000000000c");
    private static final ConversationId OTHER = ConversationId.parse("019abcde-0000-7000-8000-00000000000d");

    private final AxonTestFixture chat = Fixtures.chat();

    @AfterEach
    void stop() {
        chat.stop();
    }

    @Test
    void whatSeveralMembersHaveReadIsOneEvent() {
        groupOfAnnAndBob()
                .when()
                .command(new RecordReceipts(GROUP, Map.of(), Map.of(BOB, 9L, ANN, 7L)))
                .then()
                .resultMessagePayload(new ReceiptsSettled(true))
                .events(recorded(ReceiptKind.READ, new Receipt(ANN, 7), new Receipt(BOB, 9)));
    }

    @Test
    void deliveredAndReadAreAnEventEach() {
        groupOfAnnAndBob()
                .when()
                .command(new RecordReceipts(GROUP, Map.of(ANN, 9L), Map.of(BOB, 9L)))
                .then()
                .events(
                        recorded(ReceiptKind.DELIVERED, new Receipt(ANN, 9)),
                        recorded(ReceiptKind.READ, new Receipt(BOB, 9)));
    }

    @Test
    void whatIsReadIsDeliveredAndNotSaidTwice() {
        groupOfAnnAndBob()
                .when()
                .command(new RecordReceipts(GROUP, Map.of(ANN, 9L, BOB, 9L), Map.of(ANN, 8L, BOB, 9L)))
                .then()
                .events(
                        recorded(ReceiptKind.DELIVERED, new Receipt(ANN, 9)),
                        recorded(ReceiptKind.READ, new Receipt(ANN, 8), new Receipt(BOB, 9)));
    }

    @Test
    void whoIsNoMemberIsLeftOut() {
        groupOfAnnAndBob(new MemberLeft(GROUP, BOB, ANN, NOW))
                .when()
                .command(new RecordReceipts(GROUP, Map.of(BOB, 9L), Map.of(ANN, 9L, BOB, 9L, CYD, 9L)))
                .then()
                .events(recorded(ReceiptKind.READ, new Receipt(ANN, 9)));
    }

    @Test
    void whoIsBackHasReceiptsAgain() {
        groupOfAnnAndBob(
                        new MemberLeft(GROUP, BOB, ANN, NOW),
                        new MemberJoined(GROUP, BOB, MemberRole.MEMBER, ANN, false, NOW))
                .when()
                .command(new RecordReceipts(GROUP, Map.of(), Map.of(BOB, 9L)))
                .then()
                .events(recorded(ReceiptKind.READ, new Receipt(BOB, 9)));
    }

    @Test
    void whereNobodyIsAMemberNothingIsRecorded() {
        groupOfAnnAndBob()
                .when()
                .command(new RecordReceipts(GROUP, Map.of(CYD, 9L), Map.of(CYD, 9L)))
                .then()
                .resultMessagePayload(new ReceiptsSettled(false))
                .noEvents();
        groupOfAnnAndBob()
                .when()
                .command(new RecordReceipts(OTHER, Map.of(ANN, 9L), Map.of()))
                .then()
                .resultMessagePayload(new ReceiptsSettled(false))
                .noEvents();
    }

    @Test
    void manyMembersAreDecidedOnAsFewAre() {
        List<Object> joined = new ArrayList<>();
        Map<UserId, Long> read = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            UserId user = UserId.next();
            joined.add(new MemberJoined(GROUP, user, MemberRole.MEMBER, ANN, false, NOW));
            read.put(user, 9L);
        }
        read.put(CYD, 9L);

        groupOfAnnAndBob(joined.toArray())
                .when()
                .command(new RecordReceipts(GROUP, Map.of(), read))
                .then()
                .eventsSatisfy(events -> assertThat(events).singleElement().satisfies(event -> {
                    ReceiptsRecorded recorded = (ReceiptsRecorded) requireNonNull(event.payload());
                    assertThat(recorded.receipts())
                            .hasSize(100)
                            .extracting(Receipt::userId)
                            .doesNotContain(CYD);
                }));
    }

    private AxonTestPhase.Given groupOfAnnAndBob(Object... more) {
        List<Object> events = new ArrayList<>();
        events.add(new ConversationCreated(GROUP, ConversationKind.GROUP, null, null, ANN, NOW));
        events.add(new MemberJoined(GROUP, ANN, MemberRole.MODERATOR, ANN, true, NOW));
        events.add(new MemberJoined(GROUP, BOB, MemberRole.MEMBER, ANN, true, NOW));
        events.addAll(List.of(more));
        return chat.given().events(events);
    }

    private static ReceiptsRecorded recorded(ReceiptKind kind, Receipt... receipts) {
        return new ReceiptsRecorded(GROUP, kind, List.of(receipts), NOW);
    }
}
