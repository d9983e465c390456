package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.appending;
import static connectly.eventlog.TestEvents.at;
import static connectly.eventlog.TestEvents.await;
import static connectly.eventlog.TestEvents.drain;
import static connectly.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

/** What holds for tails and tokens, whatever the engine. */
public abstract class TailContract extends LogContract {
    @Test
    void aTailResumedFromATokenGetsExactlyTheRest() {
        try (ContractLog log = open()) {
            IntStream.range(0, 50).forEach(i -> append(log.engine(), event("id" + i, "test.Said", "1")));
            MessageStream<EventMessage> first = tail(log.engine(), 0);
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
            append(log.engine(), event("last", "test.Said", "1"));
            assertThat(ids(drain(rest))).containsExactly("last");
            assertThat(first.next()).as("closed").isEmpty();
            assertThat(first.isCompleted()).isTrue();
        }
    }

    @Test
    void criteriaFilterATailWhoseTokensAreStillPositions() {
        try (ContractLog log = open()) {
            Tag room = Tag.of("room", "1");
            append(log.engine(), event("a", "test.Said", "1", room), event("b", "test.Left", "1", room));
            append(log.engine(), event("c", "test.Said", "1"), event("d", "test.Said", "2", room));
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
        try (ContractLog log = open()) {
            MessageStream<EventMessage> tail = tail(log.engine(), 0);
            IllegalStateException failure = new IllegalStateException("a broken consumer");
            tail.setCallback(() -> {
                throw failure;
            });

            assertThat(tail.isCompleted()).isTrue();
            assertThat(tail.error()).contains(failure);
            append(log.engine(), event("test.Said"));
            assertThat(log.head()).isEqualTo(1);
        }
    }

    @Test
    void closingTheLogEndsItsTailsWithAnError() throws InterruptedException {
        LinkedBlockingQueue<Boolean> completed = new LinkedBlockingQueue<>();
        ContractLog log = open();
        MessageStream<EventMessage> tail = tail(log.engine(), 0);
        tail.setCallback(() -> completed.add(tail.isCompleted()));
        assertThat(completed.poll()).isFalse();
        log.close();

        assertThat(completed.poll(30, TimeUnit.SECONDS)).isTrue();
        assertThat(tail.error()).hasValueSatisfying(error -> assertThat(error).hasMessage("The event log is closed."));
        assertThat(tail(log.engine(), 0).isCompleted())
                .as("a tail of a closed log")
                .isTrue();
    }

    @Test
    void tokensNameTheFirstTheLatestAndAMoment() {
        try (ContractLog log = open()) {
            assertThat(await(log.engine().latestToken(null))).isEqualTo(new GlobalSequenceTrackingToken(0));
            Instant noon = Instant.parse("2026-01-01T12:00:00Z");
            append(
                    log.engine(),
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

    @Test
    void aWaitingTailIsWokenByACommit() throws InterruptedException {
        try (ContractLog log = open()) {
            MessageStream<EventMessage> tail = tail(log.engine(), 0);
            Semaphore wakes = new Semaphore(0);
            tail.setCallback(wakes::release);
            assertThat(tail.hasNextAvailable()).isFalse();
            wakes.drainPermits();

            append(log.engine(), event("one", "test.Said", "1"));

            assertThat(wakes.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ids(drain(tail))).containsExactly("one");
        }
    }

    @Test
    void aTailGetsEveryPositionOnceAndInOrderWhileManyThreadsAppend() throws Exception {
        int threads = 8;
        int each = 50;
        int refusals = threads * each / 5;
        int all = threads * each - refusals;
        try (ContractLog log = open();
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            append(log.engine(), event("first", "test.Said", "1"));
            MessageStream<EventMessage> tail = tail(log.engine(), 1);
            Semaphore wakes = new Semaphore(0);
            tail.setCallback(wakes::release);
            AtomicInteger refused = new AtomicInteger();
            List<Future<?>> appending = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                appending.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        // An id that is there already: what was about to be written takes no position with it.
                        String id = i % 5 == 0 ? "first" : UUID.randomUUID().toString();
                        appending(log.engine(), event("test.Said"), event(id, "test.Said", "1"))
                                .exceptionally(_ -> {
                                    refused.incrementAndGet();
                                    return ConsistencyMarker.ORIGIN;
                                })
                                .join();
                    }
                }));
            }

            List<Long> positions = new ArrayList<>();
            while (positions.size() < 2 * all && wakes.tryAcquire(30, TimeUnit.SECONDS)) {
                drain(tail).forEach(entry -> positions.add(EventLog.position(entry.message())));
            }
            for (Future<?> one : appending) {
                one.get();
            }
            assertThat(positions)
                    .isEqualTo(LongStream.rangeClosed(2, 2L * all + 1).boxed().toList());
            assertThat(drain(tail)).isEmpty();
            assertThat(refused).as("the premise: some were refused").hasValue(refusals);
        }
    }

    private static MessageStream<EventMessage> tail(EventStorageEngine engine, long after) {
        return engine.stream(StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(after)), null);
    }

    private static List<String> ids(List<Entry<EventMessage>> entries) {
        return entries.stream().map(entry -> entry.message().identifier()).toList();
    }
}
