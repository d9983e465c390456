package connectly.eventlog;

import static connectly.eventlog.TestEvents.appending;
import static connectly.eventlog.TestEvents.await;
import static connectly.eventlog.TestEvents.drain;
import static connectly.eventlog.TestEvents.event;
import static connectly.eventlog.TestEvents.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
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
