package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.appending;
import static connectly.eventlog.TestEvents.await;
import static connectly.eventlog.TestEvents.event;
import static connectly.eventlog.TestEvents.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.eventlog.TestEvents.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

/** What holds for what decisions read, whatever the engine. */
public abstract class SourceContract extends LogContract {
    @Test
    void aThousandMembersAreSourcedInOneCommand() {
        try (ContractLog log = open()) {
            List<TaggedEventMessage<?>> registered = new ArrayList<>();
            IntStream.range(0, 1_000).forEach(i -> registered.add(event("id" + i, "test.Registered", "1", user(i))));
            append(log.engine(), registered.toArray(TaggedEventMessage<?>[]::new));
            append(
                    log.engine(),
                    event("met", "test.Met", "1", user(3), user(998)),
                    event("x", "test.Registered", "1", user(7_777)));
            EventCriteria everybody = EventCriteria.either(IntStream.range(0, 1_000)
                    .mapToObj(i -> (EventCriteria) EventCriteria.havingTags(user(i)))
                    .toList());

            Sourced seen = source(log.engine(), everybody);
            List<String> expected = new ArrayList<>(
                    IntStream.range(0, 1_000).mapToObj(i -> "id" + i).toList());
            expected.add("met");
            assertThat(seen.ids())
                    .as("in order, and the meeting of two only once")
                    .isEqualTo(expected);
            assertThat(seen.marker()).isEqualTo(new GlobalIndexConsistencyMarker(1_002));

            AppendCondition condition = AppendCondition.withCriteria(everybody).withMarker(seen.marker());
            await(appending(log.engine(), condition, event("test.Opened")));
            append(log.engine(), event("test.Renamed", user(500)));
            assertThatThrownBy(() -> await(appending(log.engine(), condition, event("test.Opened"))))
                    .cause()
                    .isInstanceOf(AppendEventsTransactionRejectedException.class);
        }
    }

    @Test
    void criteriaMeanWhatAxonSaysTheyMean() {
        Tag room = Tag.of("room", "1");
        try (ContractLog log = open()) {
            append(
                    log.engine(),
                    event("joined", "test.Joined", "1", room, user(1)),
                    event("said", "test.Said", "1", room, user(1)),
                    event("saidAnew", "test.Said", "2", room, user(2)),
                    event("elsewhere", "test.Said", "1", Tag.of("room", "2"), user(1)),
                    event("swapped", "test.Said", "1", Tag.of("1", "room")),
                    event("bare", "test.Said", "1"));

            assertThat(source(log.engine(), EventCriteria.havingAnyTag()).ids()).hasSize(6);
            assertThat(source(log.engine(), EventCriteria.havingTags(room)).ids())
                    .containsExactly("joined", "said", "saidAnew");
            assertThat(source(log.engine(), EventCriteria.havingTags(room, user(1)))
                            .ids())
                    .containsExactly("joined", "said");
            assertThat(source(log.engine(), EventCriteria.havingTags(room).andBeingOneOfTypes("test.Said"))
                            .ids())
                    .containsExactly("said", "saidAnew");
            assertThat(source(
                                    log.engine(),
                                    EventCriteria.havingTags(room, user(2))
                                            .andBeingOneOfTypes("test.Said", "test.Joined"))
                            .ids())
                    .containsExactly("saidAnew");
            assertThat(source(log.engine(), EventCriteria.havingAnyTag().andBeingOneOfTypes("test.Joined"))
                            .ids())
                    .containsExactly("joined");
            assertThat(source(log.engine(), EventCriteria.havingTags(room).andBeingOneOfTypes("test.Never"))
                            .ids())
                    .isEmpty();
            assertThat(source(
                                    log.engine(),
                                    EventCriteria.either(
                                            EventCriteria.havingAnyTag(), EventCriteria.havingTags(user(2))))
                            .ids())
                    .as("any event or some is any event")
                    .hasSize(6);
            assertThat(source(
                                    log.engine(),
                                    EventCriteria.either(
                                            EventCriteria.havingTags(user(2)),
                                            EventCriteria.havingTags(room).andBeingOneOfTypes("test.Joined")))
                            .ids())
                    .containsExactly("joined", "saidAnew");
        }
    }

    @Test
    void sourcingFromAMarkerGivesOnlyWhatIsNewer() {
        try (ContractLog log = open()) {
            append(log.engine(), event("old", "test.Said", "1", user(1)));
            Sourced seen = source(log.engine(), EventCriteria.havingTags(user(1)));
            append(log.engine(), event("new", "test.Said", "1", user(1)));

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
        ContractLog log = open();
        log.close();

        assertThat(log.engine()
                        .source(SourcingCondition.conditionFor(EventCriteria.havingAnyTag()), null)
                        .error())
                .hasValueSatisfying(error -> assertThat(error).hasMessage("The event log is closed."));
    }

    @Test
    void openingAgainGivesTheSameEventsAndEpoch() {
        String epoch;
        List<EventMessage> events;
        try (ContractLog log = open()) {
            append(
                    log.engine(),
                    event("one", "test.Said", "1", Tag.of("a=b\\", "c\nd=")),
                    event("two", "test.Said", "2"));
            epoch = log.epoch();
            events = source(log.engine(), EventCriteria.havingAnyTag()).events();
        }
        try (ContractLog log = open()) {
            List<EventMessage> again =
                    source(log.engine(), EventCriteria.havingAnyTag()).events();
            assertThat(again)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("timestampSupplier")
                    .isEqualTo(events);
            assertThat(again).extracting(EventMessage::identifier).containsExactly("one", "two");
            assertThat(again).extracting(event -> event.type().version()).containsExactly("1", "2");
            assertThat(again)
                    .extracting(event -> event.timestamp().toEpochMilli())
                    .containsOnly(1_700_000_000_123L);
            assertThat(again).allMatch(event -> "a test".equals(event.metadata().get("by")));
            assertThat(source(log.engine(), EventCriteria.havingTags("a=b\\", "c\nd="))
                            .ids())
                    .containsExactly("one");
            assertThat(log.epoch()).isEqualTo(epoch);
            assertThat(log.head()).isEqualTo(2);
        }
    }

    private static Tag user(int number) {
        return Tag.of("user", Integer.toString(number));
    }
}
