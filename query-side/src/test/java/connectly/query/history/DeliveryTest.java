package connectly.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import connectly.query.RowsTest;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far one's own messages have come. */
@SuppressWarnings("NullAway.Init") // JUnit calls begin() before each test
class DeliveryTest extends RowsTest {
    private HistoryQueries history;
    private UUID plans;

    @BeforeEach
    void begin() {
        history = new HistoryQueries(readModel);
        plans = rows.group("plans", ann, bob, cyd);
        rows.messages(plans, ann, 2);
    }

    @Test
    void aMessageIsSentUntilEveryOtherMemberHasIt() {
        assertDelivery(1, "sent", 0, 0);

        rows.received(plans, 1, bob);
        assertDelivery(1, "sent", 1, 0);

        rows.received(plans, 2, cyd);
        assertDelivery(1, "delivered", 2, 0);
        assertDelivery(2, "sent", 1, 0);
    }

    @Test
    void aMessageIsReadOnceEveryOtherMemberHasReadIt() {
        rows.read(plans, 2, bob);
        rows.received(plans, 2, cyd);
        assertDelivery(2, "delivered", 2, 1);

        rows.read(plans, 1, cyd);

        assertDelivery(1, "read", 2, 2);
    }

    @Test
    void whoAnswersHasReadWhatCameBefore() {
        rows.message(plans, bob, "an answer");

        assertDelivery(2, "sent", 1, 1);
    }

    @Test
    void whoJoinedLaterIsNobodyWhomItWasSentTo() {
        UUID late = rows.account("dan");
        rows.join(plans, late);
        rows.message(plans, ann, "welcome");
        rows.read(plans, 3, late);

        assertDelivery(2, "sent", 0, 0);
        assertDelivery(3, "sent", 1, 1);

        rows.read(plans, 2, bob, cyd);
        assertDelivery(2, "read", 2, 2);
        assertDelivery(3, "sent", 1, 1);
    }

    @Test
    void whoIsGoneIsNotWaitedFor() {
        rows.read(plans, 2, bob);
        assertDelivery(2, "sent", 1, 1);

        rows.leave(plans, cyd);

        assertDelivery(2, "read", 1, 1);
    }

    @Test
    void whereNobodyElseIsAMessageIsSentAndNoMore() {
        UUID diary = rows.group("diary", ann);
        rows.message(diary, ann, "dear diary");

        assertThat(history.page(ann, diary, null, null, 1).items())
                .extracting("status", "deliveredTo", "readBy")
                .containsExactly(tuple("sent", 0, 0));
    }

    @Test
    void ofMessagesOfOthersNothingIsSaid() {
        assertThat(history.page(bob, plans, null, null, 2).items())
                .extracting("status", "deliveredTo", "readBy")
                .containsOnly(tuple(null, null, null));
    }

    @Test
    void countingByHalvesFindsWhatCountingOneByOneFinds() {
        UUID crowd = rows.group("crowd", ann);
        UUID[] members =
                IntStream.range(0, 40).mapToObj(i -> rows.account("m" + i)).toArray(UUID[]::new);
        Random random = new Random(3);
        long[] joined = new long[members.length];
        for (int seq = 0; seq < 20; seq++) {
            joined[2 * seq] = seq;
            joined[2 * seq + 1] = seq;
            rows.join(crowd, members[2 * seq]);
            rows.join(crowd, members[2 * seq + 1]);
            rows.message(crowd, ann, "text");
        }
        long[] read = new long[members.length];
        for (int i = 0; i < members.length; i++) {
            read[i] = joined[i] + 1 + random.nextLong(20 - joined[i]);
            rows.read(crowd, read[i], members[i]);
        }

        for (MessageView message : history.page(ann, crowd, null, null, 20).items()) {
            long readers = IntStream.range(0, members.length)
                    .filter(i -> joined[i] < message.seq() && read[i] >= message.seq())
                    .count();
            assertThat(message.readBy()).as("of message %d", message.seq()).isEqualTo((int) readers);
        }
    }

    private void assertDelivery(long seq, String status, int deliveredTo, int readBy) {
        MessageView message = history.page(ann, plans, seq + 1, null, 1).items().getFirst();
        assertThat(message)
                .extracting("seq", "status", "deliveredTo", "readBy")
                .containsExactly(seq, status, deliveredTo, readBy);
        assertThat(history.one(ann, plans, message.messageId())).contains(message);
    }
}
