package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.appending;
import static connectly.eventlog.TestEvents.at;
import static connectly.eventlog.TestEvents.await;
import static connectly.eventlog.TestEvents.drain;
import static connectly.eventlog.TestEvents.event;
import static connectly.eventlog.TestEvents.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
    @TempDir
    Path directory;

    @Test
    void aWaitingTailIsWokenByTheCommitAndByNothingElse() throws InterruptedException {
        AtomicReference<GatedStore> gated = new AtomicReference<>();
        try (EventLog log = open(file(), EventLogOptions.defaults(), (connection, tree) -> {
            gated.set(new GatedStore(connection, tree));
            return gated.get();
        })) {
            MessageStream<EventMessage> tail = tail(log, 0);
            LinkedBlockingQueue<String> wakes = new LinkedBlockingQueue<>();
            tail.setCallback(() -> wakes.add(Thread.currentThread().getName()));
            assertThat(wakes).as("a new callback runs at once").hasSize(1);
            wakes.clear();

            CompletableFuture<ConsistencyMarker> pending = appending(log, event("one", "test.Said", "1"));
            gated.get().awaitFirstBatch();
            assertThat(tail.hasNextAvailable()).as("not committed yet").isFalse();
            assertThat(wakes).isEmpty();
            gated.get().openGate();

            assertThat(wakes.poll(30, TimeUnit.SECONDS)).isNotNull().isNotEqualTo("event-log-writer");
            assertThat(ids(drain(tail))).containsExactly("one");
            await(pending);
            assertThat(wakes).as("one commit, one wake").isEmpty();
        }
    }

    @Test
    void aTailResumedFromATokenGetsExactlyTheRest() {
        try (EventLog log = open(file(), EventLogOptions.defaults().withPageSize(7))) {
            IntStream.range(0, 50).forEach(i -> append(log, event("id" + i, "test.Said", "1")));
            MessageStream<EventMessage> first = tail(log, 0);
            TrackingToken token = null;
            for (int i = 0; i < 20; i++) {
                Entry<EventMessage> entry = first.next().orElseThrow();
                assertThat(entry.message().identifier()).isEqualTo("id" + i);
                token = entry.getResource(TrackingToken.RESOURCE_KEY);
            }
            first.close();

            assertThat(token).isEqualTo(new GlobalSequenceTrackingToken(20));
            MessageStream<EventMessage> rest = log.engine().stream(StreamingCondition.startingFrom(token), null);
            assertThat(ids(drain(rest)))
                    .isEqualTo(IntStream.range(20, 50).mapToObj(i -> "id" + i).toList());
            append(log, event("last", "test.Said", "1"));
            assertThat(ids(drain(rest))).containsExactly("last");
            assertThat(first.next()).as("closed").isEmpty();
            assertThat(first.isCompleted()).isTrue();
        }
    }

    @Test
    void criteriaFilterATailWhoseTokensAreStillPositions() {
        try (EventLog log = open(file())) {
            Tag room = Tag.of("room", "1");
            append(log, event("a", "test.Said", "1", room), event("b", "test.Left", "1", room));
            append(log, event("c", "test.Said", "1"), event("d", "test.Said", "2", room));
            EventCriteria said = EventCriteria.havingTags(room).andBeingOneOfTypes("test.Said");
            MessageStream<EventMessage> tail = log.engine().stream(
                    StreamingCondition.conditionFor(new GlobalSequenceTrackingToken(0), said), null);

            List<Entry<EventMessage>> entries = drain(tail);
            assertThat(ids(entries)).containsExactly("a", "d");
            assertThat(entries)
                    .extracting(entry -> entry.message().metadata().get(EventLog.POSITION))
                    .containsExactly("1", "4");
            assertThat(entries)
                    .extracting(entry -> entry.getResource(TrackingToken.RESOURCE_KEY))
                    .containsExactly(new GlobalSequenceTrackingToken(1), new GlobalSequenceTrackingToken(4));
            assertThat(entries.getFirst().message().metadata()).containsEntry("by", "a test");
        }
    }

    @Test
    void aCallbackThatFailsEndsItsTailAndNotTheLog() {
        try (EventLog log = open(file())) {
            MessageStream<EventMessage> tail = tail(log, 0);
            IllegalStateException failure = new IllegalStateException("a broken consumer");
            tail.setCallback(() -> {
                throw failure;
            });

            assertThat(tail.isCompleted()).isTrue();
            assertThat(tail.error()).contains(failure);
            append(log, event("test.Said"));
            assertThat(log.isWritable()).isTrue();
        }
    }

    @Test
    void closingTheLogEndsItsTailsWithAnError() throws InterruptedException {
        LinkedBlockingQueue<Boolean> completed = new LinkedBlockingQueue<>();
        EventLog log = open(file());
        MessageStream<EventMessage> tail = tail(log, 0);
        tail.setCallback(() -> completed.add(tail.isCompleted()));
        assertThat(completed.poll()).isFalse();
        log.close();

        assertThat(completed.poll(30, TimeUnit.SECONDS)).isTrue();
        assertThat(tail.error()).hasValueSatisfying(error -> assertThat(error).hasMessage("The event log is closed."));
        assertThat(tail(log, 0).isCompleted()).as("a tail of a closed log").isTrue();
    }

    @Test
    void tokensNameTheFirstTheLatestAndAMoment() {
        try (EventLog log = open(file())) {
            assertThat(await(log.engine().latestToken(null))).isEqualTo(new GlobalSequenceTrackingToken(0));
            Instant noon = Instant.parse("2026-01-01T12:00:00Z");
            append(
                    log,
                    at("a", "test.Said", "1", noon.minusSeconds(1)),
                    at("b", "test.Said", "1", noon),
                    at("c", "test.Said", "1", noon.plusSeconds(1)));

            assertThat(await(log.engine().firstToken(null))).isEqualTo(new GlobalSequenceTrackingToken(0));
            assertThat(await(log.engine().latestToken(null))).isEqualTo(new GlobalSequenceTrackingToken(3));
            TrackingToken fromNoon = await(log.engine().tokenAt(noon, null));
            assertThat(ids(drain(log.engine().stream(StreamingCondition.startingFrom(fromNoon), null))))
                    .containsExactly("b", "c");
            assertThat(await(log.engine().tokenAt(noon.plusSeconds(9), null)))
                    .isEqualTo(new GlobalSequenceTrackingToken(3));
        }
    }

    private static MessageStream<EventMessage> tail(EventLog log, long after) {
        return log.engine().stream(StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(after)), null);
    }

    private static List<String> ids(List<Entry<EventMessage>> entries) {
        return entries.stream().map(entry -> entry.message().identifier()).toList();
    }

    private Path file() {
        return directory.resolve("events.db");
    }
}
