package connectly.query.updates;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.query.ChatRows;
import connectly.query.RowsTest;
import connectly.query.history.MessageView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls begin() before each test
class UpdateQueriesTest extends RowsTest {
    private UpdateQueries updates;

    @BeforeEach
    void begin() {
        updates = new UpdateQueries(readModel);
    }

    @Test
    void aMemberIsToldOfTheConversationAndWhatIsSaidInIt() {
        UUID plans = rows.group("plans", ann, bob);
        rows.message(plans, ann, "hello");

        Changes changes = updates.since(0, bob);

        assertThat(changes.items()).extracting(Change::kind).containsExactly("conversation.created", "message.sent");
        assertThat(changes.items().getFirst().data())
                .isEqualTo(new Change.Conversation(plans, "group", "plans", ChatRows.TIME));
        assertThat(bodies(changes)).containsExactly("hello");
        assertThat(changes.through()).isEqualTo(rows.position());
    }

    @Test
    void nothingUpToThePositionIsToldAgain() {
        UUID plans = rows.group("plans", ann, bob);
        rows.message(plans, ann, "one");
        long known = rows.position();
        rows.message(plans, ann, "two");

        assertThat(bodies(updates.since(known, bob))).containsExactly("two");
        assertThat(bodies(updates.since(known - 1, bob))).containsExactly("one", "two");
        assertThat(updates.since(rows.position(), bob)).isEqualTo(new Changes(List.of(), rows.position()));
    }

    @Test
    void aStrangerIsToldNothing() {
        UUID plans = rows.group("plans", ann, bob);
        rows.message(plans, ann, "secret");
        assertThat(updates.since(0).items())
                .as("the premise: there is something to tell")
                .hasSize(3);

        Changes changes = updates.since(0, cyd);

        assertThat(changes).isEqualTo(new Changes(List.of(), rows.position()));
    }

    @Test
    void theOwnRemovalIsAllThatAFormerMemberIsTold() {
        UUID plans = rows.group("plans", ann, bob);
        rows.message(plans, ann, "before");
        rows.leave(plans, bob);
        rows.message(plans, ann, "after");
        assertThat(bodies(updates.since(0, ann))).as("the premise").containsExactly("before", "after");

        List<Change> told = updates.since(0, bob).items();

        assertThat(told).extracting(Change::kind).containsExactly("member.left");
        assertThat(told.getLast().data()).isEqualTo(new Change.Member(plans, bob));
    }

    @Test
    void whoeverIsBackIsToldFromTheirReturnOnAndNotOfTheTimeBetween() {
        UUID plans = rows.group("plans", ann, bob);
        rows.message(plans, ann, "before");
        rows.leave(plans, bob);
        rows.message(plans, ann, "between");
        rows.join(plans, bob);
        rows.message(plans, ann, "after");

        Changes changes = updates.since(0, bob);

        assertThat(bodies(changes)).containsExactly("before", "after");
        assertThat(changes.items())
                .extracting(Change::kind)
                .containsExactly(
                        "conversation.created", "message.sent", "member.left", "member.joined", "message.sent");
    }

    @Test
    void whoeverJoinsLaterIsNotToldOfWhatWasBefore() {
        UUID plans = rows.group("plans", ann);
        rows.message(plans, ann, "before");
        rows.join(plans, bob);
        rows.message(plans, ann, "after");

        assertThat(bodies(updates.since(0, bob))).containsExactly("after");
    }

    @Test
    void aReactionIsToldAsTheMessageWithIt() {
        UUID plans = rows.group("plans", ann, bob);
        UUID message = rows.message(plans, ann, "hello");
        long known = rows.position();
        rows.react(plans, message, "👍", bob);

        List<Change> told = updates.since(known, ann).items();

        assertThat(told).extracting(Change::kind).containsExactly("message.reacted");
        assertThat(told.getFirst().data())
                .isInstanceOfSatisfying(
                        Change.Message.class,
                        change -> assertThat(change.message().reactions())
                                .containsExactly(new MessageView.Reaction("👍", List.of(bob))));
    }

    @Test
    void ofSeveralReactionsToAMessageTheLastIsToldAndHasAll() {
        UUID plans = rows.group("plans", ann, bob);
        UUID message = rows.message(plans, ann, "hello");
        UUID other = rows.message(plans, bob, "hi");
        long known = rows.position();
        rows.react(plans, message, "👍", bob);
        rows.react(plans, other, "👍", ann);
        rows.react(plans, message, "🎉", ann);

        List<Change> told = updates.since(known, ann).items();

        assertThat(told).extracting(Change::position).containsExactly(rows.position() - 1, rows.position());
        assertThat(told.getLast().data())
                .isInstanceOfSatisfying(
                        Change.Message.class,
                        change -> assertThat(change.message().reactions())
                                .containsExactly(
                                        new MessageView.Reaction("👍", List.of(bob)),
                                        new MessageView.Reaction("🎉", List.of(ann))));
        assertThat(updates.since(0, ann).items())
                .extracting(Change::kind)
                .contains("message.sent")
                .filteredOn("message.reacted"::equals)
                .hasSize(2);
    }

    @Test
    void receiptsOfSeveralMembersAreToldAsOneUpdate() {
        UUID plans = rows.group("plans", ann, bob, cyd);
        rows.messages(plans, ann, 3);
        long known = rows.position();
        rows.received(plans, 3, bob);
        rows.read(plans, 2, cyd);

        for (Changes changes : List.of(updates.since(known), updates.since(known, ann), updates.since(known, cyd))) {
            assertThat(changes.items()).extracting(Change::kind).containsExactly("receipt.delivered", "receipt.read");
            assertThat(changes.items())
                    .extracting(Change::data)
                    .containsExactly(
                            new Change.Receipts(plans, List.of(new Change.Receipt(bob, 3))),
                            new Change.Receipts(plans, List.of(new Change.Receipt(cyd, 2))));
        }
    }

    @Test
    void aReceiptThatALaterOneOutdoesIsNotTold() {
        UUID plans = rows.group("plans", ann, bob, cyd);
        rows.messages(plans, ann, 3);
        long known = rows.position();
        rows.received(plans, 2, bob);
        rows.read(plans, 1, bob, cyd);
        long first = rows.position();
        rows.read(plans, 2, bob);
        rows.message(plans, cyd, "an answer says as much");

        List<Change> told = updates.since(known, ann).items();

        assertThat(updates.since(known, ann).through()).isEqualTo(rows.position());
        assertThat(told).extracting(Change::kind).containsExactly("receipt.read", "message.sent");
        assertThat(told.getFirst().position()).isEqualTo(first + 1);
        assertThat(told.getFirst().data()).isEqualTo(new Change.Receipts(plans, List.of(new Change.Receipt(bob, 2))));
    }

    @Test
    void receiptsAreToldToNobodyWhoWasNoMemberThen() {
        UUID plans = rows.group("plans", ann, bob, cyd);
        rows.messages(plans, ann, 2);
        rows.leave(plans, cyd);
        long known = rows.position();
        rows.read(plans, 2, bob);
        rows.join(plans, cyd);

        assertThat(updates.since(known, ann).items())
                .as("the premise")
                .extracting(Change::kind)
                .contains("receipt.read");
        assertThat(updates.since(known, cyd).items()).extracting(Change::kind).containsExactly("member.joined");
    }

    @Test
    void aRevisedMessageIsToldAsItIsNowWhereverItIsTold() {
        UUID plans = rows.group("plans", ann, bob);
        UUID edited = rows.message(plans, ann, "before");
        UUID deleted = rows.message(plans, ann, "secret");
        rows.edit(plans, edited, "after");
        rows.edit(plans, deleted, "still a secret");
        rows.delete(plans, deleted);

        Changes changes = updates.since(0, bob);

        assertThat(changes.items())
                .extracting(Change::kind)
                .containsExactly(
                        "conversation.created",
                        "message.sent",
                        "message.sent",
                        "message.edited",
                        "message.edited",
                        "message.deleted");
        assertThat(bodies(changes)).containsExactly("after", "null", "after", "null", "null");
        assertThat(changes.toString()).doesNotContain("secret");
    }

    @Test
    void whoeverIsGoneIsNotToldWhatAMessageBecameLater() {
        UUID plans = rows.group("plans", ann, bob, cyd);
        UUID early = rows.message(plans, ann, "early");
        UUID late = rows.message(plans, ann, "late");
        rows.message(plans, ann, "never changed");
        rows.edit(plans, early, "while he was there");
        rows.leave(plans, bob);
        rows.edit(plans, late, "a secret");
        assertThat(bodies(updates.since(0, cyd)))
                .as("the premise: a member is told")
                .containsExactly("while he was there", "a secret", "never changed", "while he was there", "a secret");

        assertThat(bodies(updates.since(0, bob))).isEmpty();
    }

    @Test
    void whoeverIsBackIsToldWhatBecameOfAMessageFromBeforeTheyLeft() {
        UUID plans = rows.group("plans", ann, bob);
        UUID message = rows.message(plans, ann, "before");
        rows.leave(plans, bob);
        rows.edit(plans, message, "after");
        rows.join(plans, bob);

        Changes changes = updates.since(0, bob);

        assertThat(bodies(changes)).containsExactly("after");
        assertThat(changes.items())
                .extracting(Change::kind)
                .containsExactly("conversation.created", "message.sent", "member.left", "member.joined");
    }

    @Test
    void thePositionOfARevisionIsTheFirstOneAfterThatGiven() {
        UUID plans = rows.group("plans", ann, bob);
        UUID message = rows.message(plans, ann, "before");
        long before = rows.position();
        rows.message(plans, ann, "another");
        rows.edit(plans, message, "after");
        long edit = rows.position();
        rows.delete(plans, message);

        assertThat(updates.firstOf(message, before)).hasValue(edit);
        assertThat(updates.firstOf(message, edit)).hasValue(rows.position());
        assertThat(updates.firstOf(message, rows.position())).isEmpty();
    }

    @Test
    void whatIsForOneMemberIsToldToThatMemberAlone() {
        UUID plans = rows.group("plans", ann, bob);
        long known = rows.position();
        rows.whisper(plans, bob);

        assertThat(updates.since(known, bob).items()).hasSize(1);
        assertThat(updates.since(known, ann)).isEqualTo(new Changes(List.of(), rows.position()));
        assertThat(updates.since(known).items()).extracting(Change::onlyFor).containsExactly(bob);
    }

    @Test
    void whatIsForOneIsNotToldToThemAfterTheyHaveLeft() {
        UUID plans = rows.group("plans", ann, bob);
        rows.leave(plans, bob);
        long known = rows.position();
        rows.whisper(plans, bob);

        assertThat(updates.since(known, bob).items()).isEmpty();
    }

    @Test
    void aLongWayIsGoneInStretchesAndNothingIsMissed() {
        UUID plans = rows.group("plans", ann, bob);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            said.add("text " + i);
            rows.message(plans, ann, "text " + i);
            rows.skip(1_300);
        }

        List<String> heard = new ArrayList<>();
        int calls = 0;
        long position = 0;
        while (position < rows.position()) {
            Changes changes = updates.since(position, bob);
            assertThat(changes.through()).isGreaterThan(position).isLessThanOrEqualTo(position + UpdateQueries.STRETCH);
            heard.addAll(bodies(changes));
            position = changes.through();
            calls++;
        }

        assertThat(heard).containsExactlyElementsOf(said);
        assertThat(calls).isEqualTo(Math.ceilDiv(rows.position(), UpdateQueries.STRETCH));
        assertThat(position).isEqualTo(rows.position());
    }

    @Test
    void theWayGoesOnOverAStretchInWhichNothingIsForTheViewer() {
        UUID anns = rows.group("ann's", ann);
        IntStream.range(0, 10).forEach(_ -> rows.message(anns, ann, "not for Bob"));
        rows.skip(UpdateQueries.STRETCH);
        UUID shared = rows.group("shared", ann, bob);
        rows.message(shared, ann, "for Bob");

        Changes first = updates.since(0, bob);
        Changes second = updates.since(first.through(), bob);

        assertThat(first).isEqualTo(new Changes(List.of(), UpdateQueries.STRETCH));
        assertThat(bodies(second)).containsExactly("for Bob");
        assertThat(second.through()).isEqualTo(rows.position());
    }

    @Test
    void aPositionThatIsNotReachedYetIsNotTakenBack() {
        long ahead = rows.position() + 10;

        assertThat(updates.since(ahead, ann)).isEqualTo(new Changes(List.of(), ahead));
    }

    private static List<String> bodies(Changes changes) {
        return changes.items().stream()
                .map(Change::data)
                .filter(Change.Message.class::isInstance)
                .map(data -> String.valueOf(((Change.Message) data).message().body()))
                .toList();
    }
}
