package connectly.eventlog;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An append on its way to the writer, and whom to tell how it came out.
 *
 * @param purges positions of events whose sealed content goes with the same commit
 */
record PendingAppend(
        List<NewEvent> events,
        AppendGuard guard,
        List<Long> purges,
        CompletableFuture<AppendResult> result,
        long since) {
    static PendingAppend of(List<NewEvent> events, AppendGuard guard) {
        return new PendingAppend(events, guard, List.of(), new CompletableFuture<>(), System.nanoTime());
    }

    static PendingAppend purging(long position) {
        return new PendingAppend(
                List.of(), AppendGuard.NONE, List.of(position), new CompletableFuture<>(), System.nanoTime());
    }
}
