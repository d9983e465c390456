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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
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
    void aTypeFirstSeenInAFailedAppendIsForgottenWithIt() {
        try (EventLog log = open(file())) {
            append(log, event("one", "test.Opened", "1", ROOM));
            assertThatThrownBy(() -> append(log, event("x", "test.New", "1"), event("one", "test.New", "1")))
                    .cause()
                    .isInstanceOf(EventLogException.class);
            append(log, event("two", "test.Other", "1", ROOM), event("three", "test.New", "1", ROOM));

            assertThat(source(log, IN_ROOM).names()).containsExactly("test.Opened", "test.Other", "test.New");
        }
        try (EventLog log = open(file())) {
            assertThat(source(log, IN_ROOM).names()).containsExactly("test.Opened", "test.Other", "test.New");
        }
    }

    @Test
    void ofConcurrentAppendsThatConflictExactlyOneWins() throws Exception {
        try (EventLog log = open(file());
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            append(log, event("test.Opened", ROOM));
            CyclicBarrier allHaveSourced = new CyclicBarrier(8);
            Set<ConsistencyMarker> markers = new HashSet<>();
            List<Future<Boolean>> wins = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                wins.add(threads.submit(() -> {
                    Sourced seen = source(log, IN_ROOM);
                    synchronized (markers) {
                        markers.add(seen.marker());
                    }
                    allHaveSourced.await();
                    return wins(log, seen.marker());
                }));
            }

            int won = 0;
            for (Future<Boolean> win : wins) {
                won += win.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
            assertThat(markers)
                    .as("all decided on the same state, so they raced")
                    .hasSize(1);
            assertThat(source(log, IN_ROOM).names()).containsExactly("test.Opened", "test.Closed");
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
    void anEventThatNoCriterionNamesDoesNotConflict() {
        try (EventLog log = open(file())) {
            Tag user = Tag.of("user", "a");
            EventCriteria left = EventCriteria.havingTags(ROOM, user).andBeingOneOfTypes("test.Left");
            ConsistencyMarker marker = source(log, left).marker();
            append(log, event("test.Said", ROOM, user), event("test.Left", ROOM, Tag.of("user", "b")));
            AppendCondition condition = AppendCondition.withCriteria(left).withMarker(marker);

            await(appending(log, condition, event("test.Said", ROOM, user)));
            append(log, event("test.Left", ROOM, user));
            assertThatThrownBy(() -> await(appending(log, condition, event("test.Said", ROOM, user))))
                    .cause()
                    .isInstanceOf(AppendEventsTransactionRejectedException.class);
        }
    }

    @Test
    void aConflictWithEventsOfAnEarlierRunIsFound() {
        ConsistencyMarker marker;
        try (EventLog log = open(file())) {
            marker = source(log, IN_ROOM).marker();
            append(log, event("test.Closed", ROOM));
        }
        try (EventLog log = open(file())) {
            assertThat(wins(log, marker)).isFalse();
            assertThat(wins(log, source(log, IN_ROOM).marker())).isTrue();
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
    void positionsStayDenseUnderManyThreads() throws Exception {
        int threads = 10;
        int each = 500;
        long all = 5_000;
        try (EventLog log = open(file());
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<List<CompletableFuture<ConsistencyMarker>>>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(() -> {
                    List<CompletableFuture<ConsistencyMarker>> appends = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        appends.add(appending(log, event("test.Said", ROOM)));
                        if (i % 100 == 99) {
                            await(appends.getLast());
                        }
                    }
                    return appends;
                }));
            }
            Set<Long> positions = new HashSet<>();
            for (Future<List<CompletableFuture<ConsistencyMarker>>> appends : running) {
                appends.get().forEach(append -> positions.add(position(await(append))));
            }

            assertThat(positions).hasSize((int) all);
            assertThat(positions).allMatch(position -> position >= 1 && position <= all);
            assertThat(log.head()).isEqualTo(all);
            assertThat(source(log, IN_ROOM).events()).hasSize((int) all);
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

    @Test
    void callersAreAnsweredOffTheWriterThread() {
        try (EventLog log = open(file())) {
            // On the writer thread the inner append would wait for itself for ever.
            CompletableFuture<Long> nested =
                    appending(log, event("test.A")).thenApply(_ -> position(await(appending(log, event("test.B")))));

            assertThat(await(nested)).isEqualTo(2);
        }
    }

    @Test
    void aTransactionCommitsOnce() {
        try (EventLog log = open(file())) {
            AppendTransaction<?> committed =
                    await(log.engine().appendEvents(AppendCondition.none(), null, event("test.A")));
            await(committed.commit(null));
            AppendTransaction<?> rolledBack =
                    await(log.engine().appendEvents(AppendCondition.none(), null, event("test.B")));
            rolledBack.rollback(null);

            assertThat(committed.commit(null)).isCompletedExceptionally();
            assertThat(rolledBack.commit(null)).isCompletedExceptionally();
            assertThat(log.head()).isEqualTo(1);
        }
    }

    @Test
    void aTagOfHalfACharacterIsRefused() {
        try (EventLog log = open(file())) {
            assertThatThrownBy(() -> await(appending(log, event("test.A", Tag.of("name", "\uD83D")))))
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(log.head()).isZero();
        }
    }

    private static boolean wins(EventLog log, ConsistencyMarker marker) {
        try {
            await(appending(log, AppendCondition.withCriteria(IN_ROOM).withMarker(marker), event("test.Closed", ROOM)));
            return true;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
            return false;
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
