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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

/** What holds for appends, whatever the engine. */
public abstract class AppendContract extends LogContract {
    private static final Tag ROOM = Tag.of("room", "1");
    private static final EventCriteria IN_ROOM = EventCriteria.havingTags(ROOM);

    @Test
    void anAppendThatIsRefusedStoresNoneOfItsEventsAndHarmsNoNeighbour() {
        try (ContractLog log = open()) {
            append(log.engine(), event("one", "test.Opened", "1", ROOM));
            CompletableFuture<ConsistencyMarker> before = appending(log.engine(), event("two", "test.Said", "1", ROOM));
            CompletableFuture<ConsistencyMarker> refused = appending(
                    log.engine(), event("three", "test.Said", "1", ROOM), event("one", "test.Said", "1", ROOM));
            CompletableFuture<ConsistencyMarker> after = appending(log.engine(), event("four", "test.Left", "1", ROOM));

            assertThatThrownBy(() -> await(refused)).cause().isExactlyInstanceOf(EventLogException.class);
            assertThat(List.of(position(await(before)), position(await(after)))).containsExactlyInAnyOrder(2L, 3L);
            assertThat(source(log.engine(), IN_ROOM).ids()).containsExactlyInAnyOrder("one", "two", "four");
            assertThat(log.head()).isEqualTo(3);
        }
    }

    @Test
    void aClosedLogTakesNothing() {
        ContractLog log = open();
        append(log.engine(), event("test.A", ROOM));
        log.close();

        assertThatThrownBy(() -> append(log.engine(), event("test.B", ROOM)))
                .cause()
                .isInstanceOf(EventLogException.class)
                .hasMessage("The event log is closed.");
        try (ContractLog again = open()) {
            assertThat(source(again.engine(), IN_ROOM).names()).containsExactly("test.A");
        }
    }

    @Test
    void aTypeFirstSeenInAFailedAppendIsForgottenWithIt() {
        try (ContractLog log = open()) {
            append(log.engine(), event("one", "test.Opened", "1", ROOM));
            assertThatThrownBy(() -> append(log.engine(), event("x", "test.New", "1"), event("one", "test.New", "1")))
                    .cause()
                    .isInstanceOf(EventLogException.class);
            append(log.engine(), event("two", "test.Other", "1", ROOM), event("three", "test.New", "1", ROOM));

            assertThat(source(log.engine(), IN_ROOM).names()).containsExactly("test.Opened", "test.Other", "test.New");
        }
        try (ContractLog log = open()) {
            assertThat(source(log.engine(), IN_ROOM).names()).containsExactly("test.Opened", "test.Other", "test.New");
        }
    }

    @Test
    void ofConcurrentAppendsThatConflictExactlyOneWins() throws Exception {
        try (ContractLog log = open();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            append(log.engine(), event("test.Opened", ROOM));
            CyclicBarrier allHaveSourced = new CyclicBarrier(8);
            Set<ConsistencyMarker> markers = new HashSet<>();
            List<Future<Boolean>> wins = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                wins.add(threads.submit(() -> {
                    Sourced seen = source(log.engine(), IN_ROOM);
                    synchronized (markers) {
                        markers.add(seen.marker());
                    }
                    allHaveSourced.await();
                    return wins(log.engine(), seen.marker());
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
            assertThat(source(log.engine(), IN_ROOM).names()).containsExactly("test.Opened", "test.Closed");
        }
    }

    @Test
    void anEventThatNoCriterionNamesDoesNotConflict() {
        try (ContractLog log = open()) {
            Tag user = Tag.of("user", "a");
            EventCriteria left = EventCriteria.havingTags(ROOM, user).andBeingOneOfTypes("test.Left");
            ConsistencyMarker marker = source(log.engine(), left).marker();
            append(log.engine(), event("test.Said", ROOM, user), event("test.Left", ROOM, Tag.of("user", "b")));
            AppendCondition condition = AppendCondition.withCriteria(left).withMarker(marker);

            await(appending(log.engine(), condition, event("test.Said", ROOM, user)));
            append(log.engine(), event("test.Left", ROOM, user));
            assertThatThrownBy(() -> await(appending(log.engine(), condition, event("test.Said", ROOM, user))))
                    .cause()
                    .isInstanceOf(AppendEventsTransactionRejectedException.class);
        }
    }

    @Test
    void aConflictWithEventsOfAnEarlierRunIsFound() {
        ConsistencyMarker marker;
        try (ContractLog log = open()) {
            marker = source(log.engine(), IN_ROOM).marker();
            append(log.engine(), event("test.Closed", ROOM));
        }
        try (ContractLog log = open()) {
            assertThat(wins(log.engine(), marker)).isFalse();
            assertThat(wins(log.engine(), source(log.engine(), IN_ROOM).marker()))
                    .isTrue();
        }
    }

    @Test
    void positionsStayDenseUnderManyThreads() throws Exception {
        int threads = 10;
        int each = 500;
        long all = 5_000;
        try (ContractLog log = open();
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<List<CompletableFuture<ConsistencyMarker>>>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(() -> {
                    List<CompletableFuture<ConsistencyMarker>> appends = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        appends.add(appending(log.engine(), event("test.Said", ROOM)));
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
            assertThat(source(log.engine(), IN_ROOM).events()).hasSize((int) all);
        }
    }

    @Test
    void whoeverIsAnsweredCanAppendAtOnceAndWait() {
        try (ContractLog log = open()) {
            // Answered on a thread that writes, the inner append would wait for itself for ever.
            CompletableFuture<Long> nested = appending(log.engine(), event("test.A"))
                    .thenApply(_ -> position(await(appending(log.engine(), event("test.B")))));

            assertThat(await(nested)).isEqualTo(2);
        }
    }

    @Test
    void aTransactionCommitsOnce() {
        try (ContractLog log = open()) {
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
        try (ContractLog log = open()) {
            assertThatThrownBy(() -> await(appending(log.engine(), event("test.A", Tag.of("name", "\uD83D")))))
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(log.head()).isZero();
        }
    }

    private static boolean wins(EventStorageEngine log, ConsistencyMarker marker) {
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
}
