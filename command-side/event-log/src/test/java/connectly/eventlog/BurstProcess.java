package connectly.eventlog;

import static connectly.eventlog.TestEvents.appending;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;

/**
 * Another process: appends without waiting for any answer until one is refused as the queue is full, waits for the
 * answers, and then appends the refused event again. It tells a {@link LoadReport}.
 *
 * <p>Argument: the directory.
 */
final class BurstProcess {
    static final int QUEUE = 16;
    static final int BATCH = 4;

    private BurstProcess() {}

    public static void main(String[] args) {
        EventLogOptions options =
                EventLogOptions.defaults().withQueueCapacity(QUEUE).withMaxBatch(BATCH);
        try (EventLog log = FaultLog.open(Path.of(args[0]), options, List.of())) {
            long before = log.head();
            List<CompletableFuture<ConsistencyMarker>> accepted = new ArrayList<>();
            CompletableFuture<ConsistencyMarker> last = appending(log, event(0).message());
            while (!isRefused(last)) {
                accepted.add(last);
                last = appending(log, event(accepted.size()).message());
            }
            requireBound(accepted.size(), log.head() - before);
            LoadReport.refused(event(accepted.size()));
            for (int i = 0; i < accepted.size(); i++) {
                LoadReport.ack(position(accepted.get(i)), event(i));
            }
            LoadReport.ack(position(appending(log, event(accepted.size()).message())), event(accepted.size()));
            LoadReport.end(log);
        }
    }

    /** A refusal is there at once: it waits for no disk. */
    private static boolean isRefused(CompletableFuture<ConsistencyMarker> append) {
        return append.isCompletedExceptionally()
                && append.handle((marker, e) ->
                                (e instanceof CompletionException ? e.getCause() : e) instanceof LogBusyException)
                        .join();
    }

    /** What was accepted is committed, in the one batch on its way, or in the queue. Meanwhile the first only grows. */
    private static void requireBound(int accepted, long committed) {
        if (accepted < QUEUE || accepted > committed + BATCH + QUEUE) {
            throw new AssertionError("refused after %d appends with %d committed".formatted(accepted, committed));
        }
    }

    private static LoadEvent event(int number) {
        return new LoadEvent("burst", number);
    }

    private static long position(CompletableFuture<ConsistencyMarker> append) {
        return GlobalIndexConsistencyMarker.position(append.join());
    }
}
