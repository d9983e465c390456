package connectly.query.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import connectly.query.Access;
import connectly.query.AccessDeniedException;
import connectly.query.ChatRows;
import connectly.query.Page;
import connectly.query.RowsTest;
import connectly.query.history.MessageView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls begin() before each test
class ConversationQueriesTest extends RowsTest {
    private ConversationQueries conversations;

    @BeforeEach
    void begin() {
        conversations = new ConversationQueries(readModel);
    }

    @Test
    void theMostLatelyActiveComesFirst() {
        UUID first = rows.group("first", ann);
        UUID second = rows.group("second", ann);
        UUID third = rows.group("third", ann);
        assertThat(idsOf(ann)).containsExactly(third, second, first);

        rows.message(first, ann, "here again");

        assertThat(idsOf(ann)).containsExactly(first, third, second);
    }

    @Test
    void onlyOnesOwnAreListedAndOnlyWhileOneIsIn() {
        UUID shared = rows.group("shared", ann, bob);
        rows.group("ann's", ann);
        assertThat(idsOf(bob)).containsExactly(shared);

        rows.leave(shared, bob);
        assertThat(idsOf(bob)).isEmpty();

        rows.join(shared, bob);
        assertThat(idsOf(bob)).containsExactly(shared);
    }

    @Test
    void aDirectConversationIsCalledAsTheOtherPersonIs() {
        UUID direct = rows.direct(ann, bob);

        assertThat(conversations.one(ann, direct).title()).isEqualTo("Bob Brown");
        assertThat(conversations.one(bob, direct).title()).isEqualTo("Ann Adams");
        assertThat(conversations.one(ann, direct).kind()).isEqualTo("direct");
    }

    @Test
    void aGroupIsCalledAsItIsOrNotAtAll() {
        assertThat(conversations.one(ann, rows.group("plans", ann, bob)).title())
                .isEqualTo("plans");
        assertThat(conversations.one(ann, rows.group(null, ann, bob)).title()).isNull();
    }

    @Test
    void whatOthersSaidSinceOneLastSpokeIsUnread() {
        UUID plans = rows.group("plans", ann, bob);
        assertThat(conversations.one(bob, plans).unread()).isZero();

        rows.messages(plans, ann, 3);
        assertThat(conversations.one(bob, plans).unread()).isEqualTo(3);
        assertThat(conversations.one(ann, plans).unread()).isZero();

        rows.message(plans, bob, "an answer");
        assertThat(conversations.one(bob, plans).unread()).isZero();
        assertThat(conversations.one(ann, plans).unread()).isEqualTo(1);
    }

    @Test
    void whatWasSaidBeforeOneJoinedIsNotUnread() {
        UUID plans = rows.group("plans", ann);
        rows.messages(plans, ann, 3);
        rows.join(plans, bob);
        assertThat(conversations.one(bob, plans).unread()).isZero();

        rows.message(plans, ann, "welcome");

        assertThat(conversations.one(bob, plans).unread()).isEqualTo(1);
    }

    @Test
    void whatIsReadOrDeletedIsNotUnread() {
        UUID plans = rows.group("plans", ann, bob);
        UUID read = rows.message(plans, ann, "read");
        UUID deleted = rows.message(plans, ann, "deleted");
        rows.message(plans, ann, "unread");
        rows.read(plans, 1, bob);
        assertThat(conversations.one(bob, plans).unread()).isEqualTo(2);

        rows.delete(plans, read);
        rows.delete(plans, deleted);

        assertThat(conversations.one(bob, plans).unread()).isEqualTo(1);
        assertThat(conversations.of(bob, null).items().getFirst().unread()).isEqualTo(1);
    }

    @Test
    void howFarMembersAreIsSeenByAllOfThem() {
        UUID plans = rows.group("plans", ann, bob);
        rows.messages(plans, ann, 3);
        rows.read(plans, 1, bob);
        rows.received(plans, 2, bob);

        assertThat(conversations.one(ann, plans).members())
                .extracting(MemberView::deliveredSeq, MemberView::readSeq)
                .containsExactly(tuple(3L, 3L), tuple(2L, 1L));
    }

    @Test
    void theLastMessageIsTheNewest() {
        UUID plans = rows.group("plans", ann, bob);
        assertThat(conversations.one(ann, plans).lastMessage()).isNull();

        rows.message(plans, ann, "old");
        rows.message(plans, bob, "new");

        assertThat(conversations.one(ann, plans).lastMessage())
                .satisfies(last -> assertThat(last).isNotNull())
                .extracting("body", "seq", "status")
                .containsExactly("new", 2L, null);
        assertThat(conversations.one(bob, plans).lastMessage())
                .extracting("status")
                .isEqualTo("sent");
    }

    @Test
    void aLastMessageThatIsDeletedIsATombstone() {
        UUID plans = rows.group("plans", ann, bob);
        UUID message = rows.message(plans, ann, "secret");
        rows.delete(plans, message);

        for (ConversationView view :
                List.of(conversations.of(bob, null).items().getFirst(), conversations.one(bob, plans))) {
            MessageView last = Objects.requireNonNull(view.lastMessage());
            assertThat(last.messageId()).isEqualTo(message);
            assertThat(last.body()).isNull();
            assertThat(last.checksum()).isNull();
            assertThat(last.deletedAt()).isEqualTo(ChatRows.TIME);
        }
    }

    @Test
    void aMuteIsSeenByTheMutedMemberAlone() {
        UUID plans = rows.group("plans", ann, bob, cyd);
        Instant until = ChatRows.TIME.plusSeconds(60);
        rows.mute(plans, bob, until);
        rows.mute(plans, cyd, null);

        assertThat(conversations.one(ann, plans))
                .extracting("muted", "mutedUntil")
                .containsExactly(false, null);
        assertThat(conversations.one(bob, plans))
                .extracting("muted", "mutedUntil")
                .containsExactly(true, until);
        assertThat(conversations.one(cyd, plans))
                .extracting("muted", "mutedUntil")
                .containsExactly(true, null);
    }

    @Test
    void oneConversationHasItsMembersOfNowByUsername() {
        UUID plans = rows.group("plans", cyd, bob, ann);
        rows.leave(plans, bob);

        assertThat(conversations.one(ann, plans).members())
                .containsExactly(
                        new MemberView(ann, "ann", "Ann Adams", "member", 0, 0),
                        new MemberView(cyd, "cyd", "Cyd Cole", "moderator", 0, 0));
        assertThat(conversations.one(cyd, plans).role()).isEqualTo("moderator");
    }

    @Test
    void whoeverIsNotInItLearnsNothingOfIt() {
        UUID plans = rows.group("plans", ann);

        assertThatThrownBy(() -> conversations.one(bob, plans))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        denied -> assertThat(denied.access()).isEqualTo(Access.NOT_A_MEMBER));
        assertThatThrownBy(() -> conversations.one(bob, UUID.randomUUID()))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        denied -> assertThat(denied.access()).isEqualTo(Access.UNKNOWN_CONVERSATION));
    }

    @Test
    void thePagesOfManyConversationsHaveEachOnceInOrder() {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 205; i++) {
            made.add(rows.group("group " + i, ann));
        }

        List<UUID> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String next = null;
        do {
            Page<ConversationView> page = conversations.of(ann, next == null ? null : Long.valueOf(next));
            page.items().forEach(view -> seen.add(view.conversationId()));
            sizes.add(page.items().size());
            next = page.next();
        } while (next != null);

        assertThat(seen).containsExactlyElementsOf(made.reversed());
        assertThat(sizes).containsExactly(100, 100, 5);
    }

    @Test
    void membersAreThoseOfAPosition() {
        long before = rows.position();
        UUID plans = rows.group("plans", ann, bob);
        long both = rows.position();
        rows.leave(plans, bob);
        long left = rows.position();
        rows.message(plans, ann, "alone");
        long alone = rows.position();
        rows.join(plans, bob);
        long again = rows.position();

        assertThat(conversations.memberIdsAt(plans, before)).isEmpty();
        assertThat(conversations.memberIdsAt(plans, both - 1)).containsExactly(ann);
        assertThat(conversations.memberIdsAt(plans, both)).containsExactlyInAnyOrder(ann, bob);
        assertThat(conversations.memberIdsAt(plans, left))
                .as("who is removed is told of it")
                .containsExactlyInAnyOrder(ann, bob);
        assertThat(conversations.memberIdsAt(plans, alone)).containsExactly(ann);
        assertThat(conversations.memberIdsAt(plans, again)).containsExactlyInAnyOrder(ann, bob);
    }

    private List<UUID> idsOf(UUID viewer) {
        return conversations.of(viewer, null).items().stream()
                .map(ConversationView::conversationId)
                .toList();
    }
}
