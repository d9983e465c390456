package connectly.eventlog;

import static connectly.eventlog.TestEvents.appending;
import static connectly.eventlog.TestEvents.await;
import static connectly.eventlog.TestEvents.event;
import static connectly.eventlog.TestEvents.open;
import static connectly.eventlog.TestEvents.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendTest {
    private static final Tag ROOM = Tag.of("room", "1");
    private static final EventCriteria IN_ROOM = EventCriteria.havingTags(ROOM);

    @TempDir
    Path directory;

    @Test
    void aFailingAppendFailsAloneAndNotItsBatch() {
        AtomicReference<GatedStore> gated = new AtomicReference<>();
        try (EventLog log = openGated(EventLogOptions.defaults(), gated)) {
            CompletableFuture<ConsistencyMarker> first = appending(log, event("one", "test.Opened", "1", ROOM));
            gated.get().awaitFirstBatch();
            CompletableFuture<ConsistencyMarker> before = appending(log, event("two", "test.Said", "1", ROOM));
            CompletableFuture<ConsistencyMarker> duplicate = appending(
                    log, event("three", "test.OnlyHere", "1", ROOM), event("one", "test.OnlyHere", "1", ROOM));
            CompletableFuture<ConsistencyMarker> after = appending(log, event("four", "test.Left", "1", ROOM));
            gated.get().openGate();

            assertThat(position(await(first))).isEqualTo(1);
            assertThat(position(await(before))).isEqualTo(2);
            assertThat(position(await(after))).isEqualTo(3);
            assertThatThrownBy(() -> await(duplicate))
                    .cause()
                    .isExactlyInstanceOf(EventLogException.class)
                    .hasMessage("The event log refused these events and stored none of them.");
            assertThat(gated.get().commits()).as("the three were in one commit").isEqualTo(2);
            assertThat(source(log, IN_ROOM).ids()).containsExactly("one", "two", "four");
            assertThat(log.isWritable()).isTrue();
        }
    }

    @Test
    void anAppendSeesWhatItsOwnBatchWroteBeforeIt() {
        AtomicReference<GatedStore> gated = new AtomicReference<>();
        try (EventLog log = openGated(EventLogOptions.defaults(), gated)) {
            ConsistencyMarker marker = source(log, IN_ROOM).marker();
            CompletableFuture<ConsistencyMarker> first = appending(log, event("test.Elsewhere"));
            gated.get().awaitFirstBatch();
            AppendCondition condition = AppendCondition.withCriteria(IN_ROOM).withMarker(marker);
            CompletableFuture<ConsistencyMarker> wins = appending(log, condition, event("test.Closed", ROOM));
            CompletableFuture<ConsistencyMarker> loses = appending(log, condition, event("test.Closed", ROOM));
            gated.get().openGate();

            await(first);
            assertThat(position(await(wins))).isEqualTo(2);
            assertThatThrownBy(() -> await(loses)).cause().isInstanceOf(AppendEventsTransactionRejectedException.class);
            assertThat(gated.get().commits()).as("both were in one commit").isEqualTo(2);
        }
    }

    @Test
    void aFullQueueRefusesAtOnceAndKeepsWhatItTook() {
        AtomicReference<GatedStore> gated = new AtomicReference<>();
        try (EventLog log = openGated(EventLogOptions.defaults().withQueueCapacity(2), gated)) {
            CompletableFuture<ConsistencyMarker> held = appending(log, event("test.A"));
            gated.get().awaitFirstBatch();
            CompletableFuture<ConsistencyMarker> second = appending(log, event("test.A"));
            CompletableFuture<ConsistencyMarker> third = appending(log, event("test.A"));
            CompletableFuture<ConsistencyMarker> refused = appending(log, event("test.A"));

            assertThat(refused).isCompletedExceptionally();
            assertThatThrownBy(refused::join)
                    .cause()
                    .isInstanceOf(LogBusyException.class)
                    .hasMessageContaining("try again");
            assertThat(List.of(held, second, third)).noneMatch(CompletableFuture::isDone);
            gated.get().openGate();
            assertThat(List.of(position(await(held)), position(await(second)), position(await(third))))
                    .containsExactly(1L, 2L, 3L);
            assertThat(position(await(appending(log, event("test.A"))))).isEqualTo(4);
        }
    }

    @Test
    void closingStoresWhatIsQueuedAndRefusesTheRest() {
        AtomicReference<GatedStore> gated = new AtomicReference<>();
        EventLog log = openGated(EventLogOptions.defaults().withMaxBatch(1), gated);
        CompletableFuture<ConsistencyMarker> first = appending(log, event("test.A", ROOM));
        gated.get().awaitFirstBatch();
        CompletableFuture<ConsistencyMarker> queued = appending(log, event("test.B", ROOM));
        gated.get().openGate();
        log.close();

        assertThat(position(await(first))).isEqualTo(1);
        assertThat(position(await(queued))).isEqualTo(2);
        assertThat(log.isWritable()).isFalse();
        assertThatThrownBy(() -> await(appending(log, event("test.C", ROOM))))
                .cause()
                .hasMessage("The event log is closed.");
        try (EventLog reopened = open(file())) {
            assertThat(source(reopened, IN_ROOM).names()).containsExactly("test.A", "test.B");
        }
    }

    private static long position(ConsistencyMarker marker) {
        return GlobalIndexConsistencyMarker.position(marker);
    }

    private EventLog openGated(EventLogOptions options, AtomicReference<GatedStore> store) {
        return open(file(), options, (connection, tree) -> {
            store.set(new GatedStore(connection, tree));
            return store.get();
        });
    }

    private Path file() {
        return directory.resolve("events.db");
    }
}
