package connectly.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.query.Access;
import connectly.query.AccessDeniedException;
import connectly.query.ChatRows;
import connectly.query.RowsTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls begin() before each test
class HistoryQueriesTest extends RowsTest {
    private HistoryQueries history;
    private UUID plans;

    @BeforeEach
    void begin() {
        history = new HistoryQueries(readModel);
        plans = rows.group("plans", ann, bob);
        UUID other = rows.group("other", ann, bob);
        rows.messages(other, bob, 3);
    }

    @Test
    void withoutABoundItIsTheNewestPage() {
        rows.messages(plans, ann, 10);

        HistoryPage page = page(null, null, 4);

        assertThat(seqs(page)).containsExactly(7L, 8L, 9L, 10L);
        assertThat(page.next()).isNull();
        assertThat(page.previous()).isEqualTo(7);
    }

    @Test
    void beforeGivesTheNearestOlderOnes() {
        rows.messages(plans, ann, 10);

        HistoryPage page = page(7L, null, 4);

        assertThat(seqs(page)).containsExactly(3L, 4L, 5L, 6L);
        assertThat(page.next()).isEqualTo(6);
        assertThat(page.previous()).isEqualTo(3);
    }

    @Test
    void afterGivesTheNearestNewerOnes() {
        rows.messages(plans, ann, 10);

        HistoryPage page = page(null, 3L, 4);

        assertThat(seqs(page)).containsExactly(4L, 5L, 6L, 7L);
        assertThat(page.next()).isEqualTo(7);
        assertThat(page.previous()).isEqualTo(4);
    }

    @Test
    void bothBoundsGiveTheOnesNearestBelowTheUpperOne() {
        rows.messages(plans, ann, 10);

        assertThat(seqs(page(8L, 2L, 3))).containsExactly(5L, 6L, 7L);
        assertThat(seqs(page(8L, 2L, 200))).containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(seqs(page(4L, 3L, 200))).isEmpty();
    }

    @Test
    void aPageNamesANeighbourOnlyWhereThereIsOne() {
        rows.messages(plans, ann, 10);

        assertThat(page(null, null, 10).previous()).isNull();
        assertThat(page(5L, null, 4).previous()).isNull();
        assertThat(page(null, 0L, 4).previous()).isNull();
        assertThat(page(null, 6L, 4).next()).isNull();
        assertThat(page(11L, null, 4).next()).isNull();
        assertThat(page(99L, 0L, 20).next()).isNull();
    }

    @Test
    void aRangeNamesTheNeighboursOnBothOfItsSides() {
        rows.messages(plans, ann, 10);

        HistoryPage page = page(8L, 2L, 200);

        assertThat(page.previous()).isEqualTo(3);
        assertThat(page.next()).isEqualTo(7);
    }

    @Test
    void aPageHasNoMoreThanTheLimitAndALimitOfOneWorks() {
        rows.messages(plans, ann, 3);

        assertThat(seqs(page(null, null, 1))).containsExactly(3L);
        assertThat(seqs(page(null, null, 3))).containsExactly(1L, 2L, 3L);
        assertThat(seqs(page(null, null, 200))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void thePreviousCursorsWalkTheWholeConversationBackwardsOnce() {
        rows.messages(plans, ann, 23);

        List<Long> seen = new ArrayList<>();
        Long before = null;
        do {
            HistoryPage page = page(before, null, 5);
            seen.addAll(seqs(page).reversed());
            before = page.previous();
        } while (before != null);

        assertThat(seen.reversed()).containsExactlyElementsOf(upTo(23));
    }

    @Test
    void theNextCursorsWalkTheWholeConversationForwardsOnce() {
        rows.messages(plans, ann, 23);

        List<Long> seen = new ArrayList<>();
        Long after = 0L;
        while (after != null) {
            HistoryPage page = page(null, after, 5);
            seen.addAll(seqs(page));
            after = page.next();
        }

        assertThat(seen).containsExactlyElementsOf(upTo(23));
    }

    @Test
    void anEmptyConversationIsAnEmptyPage() {
        assertThat(page(null, null, 50)).isEqualTo(new HistoryPage(List.of(), null, null));
    }

    @Test
    void onlyTheViewersOwnMessagesHaveAStatus() {
        rows.message(plans, ann, "mine");
        rows.message(plans, bob, "yours");

        List<MessageView> items = page(null, null, 2).items();

        assertThat(items).extracting(MessageView::body).containsExactly("mine", "yours");
        assertThat(items).extracting(MessageView::status).containsExactly("read", null);
    }

    @Test
    void aMessageHasItsReactionsTheOldestFirst() {
        rows.message(plans, ann, "nobody reacts to this");
        UUID message = rows.message(plans, ann, "hello");
        rows.react(plans, message, "👍", bob, ann);
        rows.react(plans, message, "👋", bob);
        rows.message(plans, bob, "nor to this");

        List<MessageView> items = page(null, null, 3).items();

        assertThat(items)
                .extracting(MessageView::reactions)
                .containsExactly(
                        List.of(),
                        List.of(
                                new MessageView.Reaction("👍", List.of(bob, ann)),
                                new MessageView.Reaction("👋", List.of(bob))),
                        List.of());
        assertThat(history.one(ann, plans, message)).contains(items.get(1));
    }

    @Test
    void whoeverIsNotAMemberSeesNothing() {
        rows.message(plans, ann, "secret");

        assertDenied(Access.NOT_A_MEMBER, () -> history.page(cyd, plans, null, null, 10));
    }

    @Test
    void aFormerMemberSeesNothingUntilTheyAreBack() {
        rows.message(plans, ann, "hello");
        rows.leave(plans, bob);

        assertDenied(Access.NOT_A_MEMBER, () -> history.page(bob, plans, null, null, 10));

        rows.join(plans, bob);
        assertThat(history.page(bob, plans, null, null, 10).items()).hasSize(1);
    }

    @Test
    void anUnknownConversationIsSaidToBeUnknown() {
        assertDenied(Access.UNKNOWN_CONVERSATION, () -> history.page(ann, UUID.randomUUID(), null, null, 10));
    }

    @Test
    void aMessageHasAPlaceOnceItIsFolded() {
        rows.message(plans, ann, "first");
        UUID second = rows.message(plans, ann, "second");

        assertThat(history.place(second)).contains(new MessagePlace(2, rows.position()));
        assertThat(history.place(UUID.randomUUID())).isEmpty();
    }

    @Test
    void anEditedMessageHasItsNewTextAndADeletedOneNone() {
        UUID edited = rows.message(plans, ann, "before");
        UUID deleted = rows.message(plans, ann, "secret");
        rows.edit(plans, edited, "after");
        rows.edit(plans, deleted, "still a secret");
        rows.delete(plans, deleted);

        List<MessageView> items = page(null, null, 10).items();

        assertThat(items).extracting(MessageView::body).containsExactly("after", null);
        assertThat(items).extracting(MessageView::checksum).containsExactly("sum of after", null);
        assertThat(items).extracting(MessageView::editedAt).containsExactly(ChatRows.TIME, ChatRows.TIME);
        assertThat(items).extracting(MessageView::deletedAt).containsExactly(null, ChatRows.TIME);
        assertThat(seqs(page(null, null, 10))).isEqualTo(upTo(2));
    }

    @Test
    void oneMessageIsReadInItsOwnConversationByItsMembers() {
        UUID message = rows.message(plans, ann, "hello");
        UUID others = rows.group("others", ann, cyd);

        assertThat(history.one(ann, plans, message))
                .contains(page(null, null, 1).items().getFirst());
        assertThat(history.one(ann, others, message)).isEmpty();
        assertThat(history.one(ann, plans, UUID.randomUUID())).isEmpty();
        assertDenied(Access.NOT_A_MEMBER, () -> history.one(cyd, plans, message));
    }

    private HistoryPage page(@Nullable Long before, @Nullable Long after, int limit) {
        return history.page(ann, plans, before, after, limit);
    }

    private static List<Long> seqs(HistoryPage page) {
        return page.items().stream().map(MessageView::seq).toList();
    }

    private static List<Long> upTo(long count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static void assertDenied(Access access, ThrowingCallable asking) {
        assertThatThrownBy(asking)
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        denied -> assertThat(denied.access()).isEqualTo(access));
    }
}
