package connectly.query;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.query.contacts.ContactQueries;
import connectly.query.conversations.ConversationQueries;
import connectly.query.history.HistoryQueries;
import connectly.query.people.PeopleQueries;
import connectly.query.receipts.ReceiptQueries;
import connectly.query.updates.UpdateQueries;
import connectly.readmodel.ReadModel;
import connectly.readmodel.WatchedReadModel;
import connectly.readmodel.jooq.Tables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How SQLite answers what is asked most: by an index, so that the answer takes no longer as the tables grow. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class QueryPlansTest {
    private WatchedReadModel watched;
    private ReadModel readModel;
    private ChatRows rows;
    private UUID ann;
    private UUID plans;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() {
        watched = new WatchedReadModel(directory.resolve("read-1.db"));
        readModel = watched.readModel();
        rows = new ChatRows(readModel);
        ann = rows.account("ann");
        plans = rows.group("plans", ann, rows.account("bob"));
        rows.messages(plans, ann, 3);
    }

    @AfterEach
    void close() {
        readModel.close();
    }

    @Test
    void aScanWouldBeSeen() throws SQLException {
        List<String> plan = watched.plansOf(
                () -> readModel.read(tables -> tables.fetchCount(Tables.MESSAGE, Tables.MESSAGE.BODY.eq("text 1"))));

        assertThat(plan).anyMatch(QueryPlansTest::isScan);
    }

    @Test
    void aPageOfTheHistoryIsReadInTheOrderOfAnIndex() throws SQLException {
        HistoryQueries history = new HistoryQueries(readModel);

        for (List<String> plan : List.of(
                watched.plansOf(() -> history.page(ann, plans, null, null, 50)),
                watched.plansOf(() -> history.page(ann, plans, 3L, null, 50)),
                watched.plansOf(() -> history.page(ann, plans, null, 1L, 50)),
                watched.plansOf(() -> history.page(ann, plans, 3L, 1L, 50)))) {
            assertUsesIndexes(plan);
            assertThat(plan).anyMatch(step -> step.contains("SEARCH message"));
            assertThat(plan).noneMatch(step -> step.contains("TEMP B-TREE"));
        }
    }

    @Test
    void aMembershipIsLookedUp() throws SQLException {
        List<String> plan = watched.plansOf(() -> readModel.read(tables -> Access.of(ann, plans, tables)));

        assertUsesIndexes(plan);
        assertThat(plan).anyMatch(step -> step.contains("SEARCH membership"));
    }

    @Test
    void whatChangedIsReadFromThePositionOn() throws SQLException {
        UpdateQueries updates = new UpdateQueries(readModel);

        for (List<String> plan :
                List.of(watched.plansOf(() -> updates.since(1)), watched.plansOf(() -> updates.since(1, ann)))) {
            assertUsesIndexes(plan);
            assertThat(plan).anyMatch(step -> step.contains("SEARCH change USING INTEGER PRIMARY KEY"));
            assertThat(plan).noneMatch(step -> step.contains("TEMP B-TREE"));
        }
    }

    @Test
    void theConversationsOfAUserAreFoundThroughTheirMemberships() throws SQLException {
        ConversationQueries conversations = new ConversationQueries(readModel);

        for (List<String> plan : List.of(
                watched.plansOf(() -> conversations.of(ann, null)),
                watched.plansOf(() -> conversations.of(ann, 100L)),
                watched.plansOf(() -> conversations.one(ann, plans)))) {
            assertUsesIndexes(plan);
            assertThat(plan).anyMatch(step -> step.contains("SEARCH membership"));
        }
    }

    @Test
    void theAudienceOfAChangeIsLookedUp() throws SQLException {
        ConversationQueries conversations = new ConversationQueries(readModel);

        assertUsesIndexes(watched.plansOf(() -> conversations.memberIdsAt(plans, 3)));
        assertUsesIndexes(watched.plansOf(() -> conversations.memberIdsSince(plans, 3)));
    }

    @Test
    void contactsAreFoundThroughMemberships() throws SQLException {
        ContactQueries contacts = new ContactQueries(readModel);
        List<String> plan = watched.plansOf(() -> contacts.of(List.of(ann)));
        List<String> newcomers = watched.plansOf(() -> contacts.newcomersAfter(1));

        assertUsesIndexes(plan);
        assertThat(plan).anyMatch(step -> step.contains("SEARCH membership USING PRIMARY KEY"));
        assertUsesIndexes(newcomers);
        assertThat(newcomers).anyMatch(step -> step.contains("SEARCH change USING INTEGER PRIMARY KEY"));
    }

    @Test
    void whatReceiptsAddIsLookedUp() throws SQLException {
        ReceiptQueries receipts = new ReceiptQueries(readModel);
        UUID bob = rows.account("bertha");
        rows.join(plans, bob);
        long known = rows.position();
        rows.messages(plans, ann, 9);

        for (List<String> plan : List.of(
                watched.plansOf(() -> receipts.read(bob, plans, 5)),
                watched.plansOf(() -> receipts.received(bob, rows.position())),
                watched.plansOf(() -> receipts.received(bob, known + 4)))) {
            assertUsesIndexes(plan);
            assertThat(plan).anyMatch(step -> step.contains("SEARCH membership"));
        }
    }

    @Test
    void receiptsAreToldThroughTheIndexesOfTheirPositions() throws SQLException {
        rows.received(plans, 3, ann);
        rows.read(plans, 3, ann);

        List<String> plan = watched.plansOf(() -> new UpdateQueries(readModel).since(1));

        assertUsesIndexes(plan);
        assertThat(plan)
                .anyMatch(step -> step.contains("USING INDEX membership_read"))
                .anyMatch(step -> step.contains("USING INDEX membership_delivered"));
    }

    @Test
    void reactionsAreLookedUpByTheirMessages() throws SQLException {
        UUID message = rows.message(plans, ann, "hello");
        rows.react(plans, message, "👍", ann);

        List<String> plan = watched.plansOf(() -> new HistoryQueries(readModel).page(ann, plans, null, null, 50));

        assertUsesIndexes(plan);
        assertThat(plan).anyMatch(step -> step.contains("SEARCH reaction"));
    }

    @Test
    void whatIsUnreadIsCountedWithoutLookingAtEveryMessage() throws SQLException {
        List<String> plan = watched.plansOf(() -> new ConversationQueries(readModel).of(ann, null));

        assertThat(plan).anyMatch(step -> step.contains("message_deleted"));
    }

    @Test
    void peopleAreFoundThroughTheIndexOfUsernames() throws SQLException {
        PeopleQueries people = new PeopleQueries(readModel);

        for (List<String> plan : List.of(
                watched.plansOf(() -> people.byUsername("ann")),
                watched.plansOf(() -> people.byId(ann)),
                watched.plansOf(() -> people.startingWith("a", null)),
                watched.plansOf(() -> people.startingWith("a", "ann")))) {
            assertUsesIndexes(plan);
            assertThat(plan).anyMatch(step -> step.contains("SEARCH account"));
            assertThat(plan).noneMatch(step -> step.contains("TEMP B-TREE"));
        }
    }

    @Test
    void thePlaceOfAMessageIsLookedUp() throws SQLException {
        HistoryQueries history = new HistoryQueries(readModel);

        assertUsesIndexes(watched.plansOf(() -> history.place(UUID.randomUUID())));
        assertUsesIndexes(watched.plansOf(() -> history.one(ann, plans, UUID.randomUUID())));
        assertUsesIndexes(watched.plansOf(() -> new UpdateQueries(readModel).firstOf(UUID.randomUUID(), 3)));
    }

    private static void assertUsesIndexes(List<String> plan) {
        assertThat(plan).isNotEmpty().noneMatch(QueryPlansTest::isScan);
    }

    /** The token has one row; a constant row is what a query without a table has. */
    private static boolean isScan(String step) {
        return step.startsWith("SCAN") && !step.equals("SCAN CONSTANT ROW") && !step.equals("SCAN token");
    }
}
