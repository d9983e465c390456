package connectly.eventlog;

import static connectly.eventlog.TestEvents.append;
import static connectly.eventlog.TestEvents.appending;
import static connectly.eventlog.TestEvents.event;
import static connectly.eventlog.TestEvents.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMetersTest {
    private static final Tag ROOM = Tag.of("room", "1");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path directory;

    @Test
    void appendsBatchesAndConflictsAreCounted() {
        AtomicReference<GatedStore> gated = new AtomicReference<>();
        try (EventLog log = open(EventLogOptions.defaults(), (connection, tree) -> {
            gated.set(new GatedStore(connection, tree));
            return gated.get();
        })) {
            List<CompletableFuture<ConsistencyMarker>> appends = new ArrayList<>();
            appends.add(appending(log, event("test.A", ROOM)));
            gated.get().awaitFirstBatch();
            appends.add(appending(log, event("test.A", ROOM), event("test.B", ROOM)));
            appends.add(appending(log, event("test.A", ROOM)));
            assertThat(meters.get("connectly.log.queue").gauge().value()).isEqualTo(2);
            gated.get().openGate();
            appends.forEach(TestEvents::await);
            AppendCondition stale = AppendCondition.withCriteria(EventCriteria.havingTags(ROOM))
                    .withMarker(new GlobalIndexConsistencyMarker(0));
            assertThatThrownBy(() -> TestEvents.await(appending(log, stale, event("test.A", ROOM))))
                    .isNotNull();

            assertThat(meters.get("connectly.log.events").counter().count()).isEqualTo(4);
            assertThat(meters.get("connectly.log.conflicts").counter().count()).isEqualTo(1);
            assertThat(meters.get("connectly.log.append").timer().count()).isEqualTo(4);
            assertThat(meters.get("connectly.log.commit").timer().count()).isEqualTo(3);
            assertThat(meters.get("connectly.log.batch").summary().max()).isEqualTo(2);
            assertThat(meters.get("connectly.log.queue").gauge().value()).isZero();
        }
    }

    @Test
    void whatAFullQueueRefusedIsCounted() {
        AtomicReference<GatedStore> gated = new AtomicReference<>();
        try (EventLog log = open(EventLogOptions.defaults().withQueueCapacity(1), (connection, tree) -> {
            gated.set(new GatedStore(connection, tree));
            return gated.get();
        })) {
            var first = appending(log, event("test.A"));
            gated.get().awaitFirstBatch();
            var second = appending(log, event("test.A"));
            assertThatThrownBy(() -> TestEvents.await(appending(log, event("test.A"))))
                    .hasCauseInstanceOf(LogBusyException.class);
            gated.get().openGate();
            TestEvents.await(first);
            TestEvents.await(second);

            assertThat(meters.get("connectly.log.refused").counter().count()).isEqualTo(1);
        }
    }

    @Test
    void aDecisionThatWasMadeBeforeNeedsNoSqlUntilSomethingNewMatters() {
        EventCriteria room = EventCriteria.havingTags(ROOM);
        try (EventLog log = open(EventLogOptions.defaults(), LogStore::new)) {
            append(log, event("one", "test.A", "1", ROOM));
            assertThat(source(log, room).ids()).containsExactly("one");
            assertThat(cache("miss")).isEqualTo(1);

            append(log, event("elsewhere", "test.A", "1", Tag.of("room", "2")));
            assertThat(source(log, room).ids()).containsExactly("one");
            assertThat(cache("hit")).isEqualTo(1);

            append(log, event("two", "test.A", "1", ROOM));
            assertThat(source(log, room).ids()).containsExactly("one", "two");
            assertThat(cache("miss")).isEqualTo(2);
            assertThat(source(log, room).marker()).isEqualTo(new GlobalIndexConsistencyMarker(3));
            assertThat(cache("hit")).isEqualTo(2);
        }
    }

    @Test
    void whatIsShownOutlivesACollectionOfGarbage() {
        try (EventLog log = open(EventLogOptions.defaults(), LogStore::new)) {
            WeakReference<Object> garbage = new WeakReference<>(new Object());
            await().until(() -> {
                System.gc();
                return garbage.get() == null;
            });

            assertThat(meters.get("connectly.log.wal.alarm").gauge().value()).isZero();
            assertThat(meters.get("connectly.log.queue").gauge().value()).isZero();
            assertThat(log.head()).isZero();
        }
    }

    @Test
    void theSizeOfTheWriteAheadLogIsShown() {
        try (EventLog log = open(EventLogOptions.defaults(), LogStore::new)) {
            // The writer may be idle long enough between two lines of a test on a slow machine.
            await().until(() -> {
                append(log, event("test.A"));
                return meters.get("connectly.log.wal").gauge().value() > 0;
            });
            assertThat(meters.get("connectly.log.wal.alarm").gauge().value()).isZero();
            await().until(() -> meters.get("connectly.log.wal").gauge().value() == 0);
        }
    }

    private double cache(String result) {
        return meters.get("connectly.log.source.cache")
                .tag("result", result)
                .counter()
                .count();
    }

    private EventLog open(EventLogOptions options, EventLog.StoreFactory stores) {
        return new LogOpening(
                        TestEvents.files(directory.resolve("events.db")),
                        new TestCodec(),
                        new LogMeters(meters),
                        options,
                        stores)
                .open(TestEvents.masterKey(1));
    }
}
