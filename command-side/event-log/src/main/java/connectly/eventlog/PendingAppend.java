package connectly.eventlog;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An append on its way to the writer, and whom to tell how it came out. */
record PendingAppend(List<NewEvent> events, AppendGuard guard, CompletableFuture<AppendResult> result) {
    PendingAppend(List<NewEvent> events, AppendGuard guard) {
        this(events, guard, new CompletableFuture<>());
    }
}
