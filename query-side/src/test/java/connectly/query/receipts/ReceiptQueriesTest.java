package connectly.query.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.query.Access;
import connectly.query.AccessDeniedException;
import connectly.query.RowsTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit calls begin() before each test
class ReceiptQueriesTest extends RowsTest {
    private ReceiptQueries receipts;
    private UUID plans;
    private UUID walks;

    @BeforeEach
    void begin() {
        receipts = new ReceiptQueries(readModel);
        plans = rows.group("plans", ann, bob);
        walks = rows.group("walks", ann, bob);
    }

    @Test
    void aReceiptGoesUpToThePositionOfItsMessage() {
        rows.message(plans, ann, "one");
        long first = rows.position();
        rows.message(walks, ann, "elsewhere");
        rows.message(plans, ann, "two");

        assertThat(receipts.read(bob, plans, 1)).contains(new NewReceipt(plans, first));
        assertThat(receipts.read(bob, plans, 2)).contains(new NewReceipt(plans, rows.position()));
    }

    @Test
    void whatIsReadAlreadyAddsNothing() {
        rows.messages(plans, ann, 3);
        rows.read(plans, 2, bob);

        assertThat(receipts.read(bob, plans, 1)).isEmpty();
        assertThat(receipts.read(bob, plans, 2)).isEmpty();
        assertThat(receipts.read(bob, plans, 3)).isPresent();
        assertThat(receipts.read(ann, plans, 3)).as("one's own").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 4, Long.MAX_VALUE})
    void whatIsNotThereCannotBeRead(long seq) {
        rows.messages(plans, ann, 3);

        assertThatThrownBy(() -> receipts.read(bob, plans, seq)).isInstanceOf(UnknownSeqException.class);
    }

    @Test
    void onlyMembersRead() {
        rows.messages(plans, ann, 3);
        rows.leave(plans, bob);

        for (UUID stranger : List.of(bob, cyd)) {
            assertThatThrownBy(() -> receipts.read(stranger, plans, 1))
                    .isInstanceOfSatisfying(
                            AccessDeniedException.class,
                            denied -> assertThat(denied.access()).isEqualTo(Access.NOT_A_MEMBER));
        }
        assertThatThrownBy(() -> receipts.read(bob, UUID.randomUUID(), 1))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        denied -> assertThat(denied.access()).isEqualTo(Access.UNKNOWN_CONVERSATION));
    }

    @Test
    void aCursorIsAReceiptForEveryConversationWithSomethingNew() {
        rows.message(plans, ann, "one");
        long inPlans = rows.position();
        rows.message(walks, ann, "elsewhere");
        long inWalks = rows.position();
        UUID quiet = rows.group("quiet", ann, bob);

        assertThat(receipts.received(bob, rows.position()))
                .containsExactlyInAnyOrder(new NewReceipt(plans, inPlans), new NewReceipt(walks, inWalks))
                .noneMatch(receipt -> receipt.conversationId().equals(quiet));
        assertThat(receipts.received(bob, inPlans)).containsExactly(new NewReceipt(plans, inPlans));
        assertThat(receipts.received(ann, rows.position())).as("one's own").isEmpty();
        assertThat(receipts.received(cyd, rows.position())).isEmpty();
    }

    @Test
    void whatIsDeliveredAlreadyAddsNothing() {
        rows.messages(plans, ann, 2);
        rows.received(plans, 2, bob);

        assertThat(receipts.received(bob, rows.position())).isEmpty();
    }

    @Test
    void whoeverIsGoneReceivesNothing() {
        rows.messages(plans, ann, 2);
        rows.leave(plans, bob);

        assertThat(receipts.received(bob, rows.position())).isEmpty();
    }

    @Test
    void amongManyMessagesTheNewestUpToTheCursorIsFound() {
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            rows.message(plans, ann, "text");
            positions.add(rows.position());
            rows.skip(i % 3);
        }
        rows.received(plans, 5, bob);

        for (long cursor = 1; cursor <= rows.position(); cursor++) {
            long at = cursor;
            long newest = positions.stream()
                    .filter(position -> position <= at)
                    .reduce((_, later) -> later)
                    .orElse(0L);
            assertThat(receipts.received(bob, cursor))
                    .as("up to %d", cursor)
                    .isEqualTo(newest <= positions.get(4) ? List.of() : List.of(new NewReceipt(plans, newest)));
        }
    }
}
