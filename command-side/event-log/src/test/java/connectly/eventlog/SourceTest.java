package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.appending;
import static connectly.eventlog.TestEvents.await;
import static connectly.eventlog.TestEvents.event;
import static connectly.eventlog.TestEvents.open;
import static connectly.eventlog.TestEvents.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.eventlog.TestEvents.Sourced;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
    @TempDir
    Path directory;

    @Test
    void aThousandMembersAreSourcedInOneCommand() {
        try (EventLog log = open(file())) {
            List<TaggedEventMessage<?>> registered = new ArrayList<>();
            IntStream.range(0, 1_000).forEach(i -> registered.add(event("id" + i, "test.Registered", "1", user(i))));
            append(log, registered.toArray(TaggedEventMessage<?>[]::new));
            append(
                    log,
                    event("met", "test.Met", "1", user(3), user(998)),
                    event("x", "test.Registered", "1", user(7_777)));
            EventCriteria everybody = EventCriteria.either(IntStream.range(0, 1_000)
                    .mapToObj(i -> (EventCriteria) EventCriteria.havingTags(user(i)))
                    .toList());

            Sourced seen = source(log, everybody);
            List<String> expected = new ArrayList<>(
                    IntStream.range(0, 1_000).mapToObj(i -> "id" + i).toList());
            expected.add("met");
            assertThat(seen.ids())
                    .as("in order, and the meeting of two only once")
                    .isEqualTo(expected);
            assertThat(seen.marker()).isEqualTo(new GlobalIndexConsistencyMarker(1_002));

            AppendCondition condition = AppendCondition.withCriteria(everybody).withMarker(seen.marker());
            await(appending(log, condition, event("test.Opened")));
            append(log, event("test.Renamed", user(500)));
            assertThatThrownBy(() -> await(appending(log, condition, event("test.Opened"))))
                    .cause()
                    .isInstanceOf(AppendEventsTransactionRejectedException.class);
        }
    }

    @Test
    void criteriaMeanWhatAxonSaysTheyMean() {
        Tag room = Tag.of("room", "1");
        try (EventLog log = open(file())) {
            append(
                    log,
                    event("joined", "test.Joined", "1", room, user(1)),
                    event("said", "test.Said", "1", room, user(1)),
                    event("saidAnew", "test.Said", "2", room, user(2)),
                    event("elsewhere", "test.Said", "1", Tag.of("room", "2"), user(1)),
                    event("swapped", "test.Said", "1", Tag.of("1", "room")),
                    event("bare", "test.Said", "1"));

            assertThat(source(log, EventCriteria.havingAnyTag()).ids()).hasSize(6);
            assertThat(source(log, EventCriteria.havingTags(room)).ids()).containsExactly("joined", "said", "saidAnew");
            assertThat(source(log, EventCriteria.havingTags(room, user(1))).ids())
                    .containsExactly("joined", "said");
            assertThat(source(log, EventCriteria.havingTags(room).andBeingOneOfTypes("test.Said"))
                            .ids())
                    .containsExactly("said", "saidAnew");
            assertThat(source(
                                    log,
                                    EventCriteria.havingTags(room, user(2))
                                            .andBeingOneOfTypes("test.Said", "test.Joined"))
                            .ids())
                    .containsExactly("saidAnew");
            assertThat(source(log, EventCriteria.havingAnyTag().andBeingOneOfTypes("test.Joined"))
                            .ids())
                    .containsExactly("joined");
            assertThat(source(log, EventCriteria.havingTags(room).andBeingOneOfTypes("test.Never"))
                            .ids())
                    .isEmpty();
            assertThat(source(
                                    log,
                                    EventCriteria.either(
                                            EventCriteria.havingAnyTag(), EventCriteria.havingTags(user(2))))
                            .ids())
                    .as("any event or some is any event")
                    .hasSize(6);
            assertThat(source(
                                    log,
                                    EventCriteria.either(
                                            EventCriteria.havingTags(user(2)),
                                            EventCriteria.havingTags(room).andBeingOneOfTypes("test.Joined")))
                            .ids())
                    .containsExactly("joined", "saidAnew");
        }
    }

    @Test
    void twoTagsOfOneHashAreToldApart() throws SQLException {
        try (EventLog log = open(file())) {
            append(log, event("one", "test.Said", "1", user(1)));
            try (Connection connection = LogFile.openForWriting(file());
                    PreparedStatement forge = connection.prepareStatement("INSERT INTO event_tag VALUES (?, 1, 1)")) {
                forge.setLong(1, new EventTag("user", "2").hash());
                assertThat(forge.executeUpdate()).isEqualTo(1);
            }

            assertThat(source(log, EventCriteria.havingTags(user(2))).ids()).isEmpty();
            assertThat(source(log, EventCriteria.havingTags(user(1))).ids()).containsExactly("one");
        }
    }

    @Test
    void sourcingFromAMarkerGivesOnlyWhatIsNewer() {
        try (EventLog log = open(file())) {
            append(log, event("old", "test.Said", "1", user(1)));
            Sourced seen = source(log, EventCriteria.havingTags(user(1)));
            append(log, event("new", "test.Said", "1", user(1)));

            assertThat(seen.ids()).containsExactly("old");
            assertThat(TestEvents.drain(log.engine()
                            .source(
                                    SourcingCondition.conditionFor(
                                            seen.marker().position(), EventCriteria.havingTags(user(1))),
                                    null)))
                    .extracting(entry -> entry.message().identifier())
                    .startsWith("new")
                    .hasSize(2);
        }
    }

    @Test
    void aClosedLogFailsTheReadInsteadOfAnsweringNothing() {
        EventLog log = open(file());
        log.close();

        assertThat(log.engine()
                        .source(SourcingCondition.conditionFor(EventCriteria.havingAnyTag()), null)
                        .error())
                .hasValueSatisfying(error -> assertThat(error).hasMessage("The event log is closed."));
    }

    @Test
    void theTagQueriesSeekAndNeverScan() throws SQLException {
        try (Connection connection = LogFile.openForWriting(file());
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(EventQueries.ofTags(1, 0), EventQueries.ofTags(2, 3))) {
                List<String> plan = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
                    while (row.next()) {
                        plan.add(row.getString("detail"));
                    }
                }
                assertThat(plan)
                        .anyMatch(step ->
                                step.contains("SEARCH t USING PRIMARY KEY (tag_hash=? AND type=? AND position>?"))
                        .anyMatch(step -> step.contains("SEARCH e USING INTEGER PRIMARY KEY"))
                        .noneMatch(step -> step.matches("SCAN (t|e|o)\\b.*"));
            }
        }
    }

    private static Tag user(int number) {
        return Tag.of("user", Integer.toString(number));
    }

    private Path file() {
        return directory.resolve("events.db");
    }
}
