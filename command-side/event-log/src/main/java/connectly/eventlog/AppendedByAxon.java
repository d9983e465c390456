package connectly.eventlog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/** One append of Axon's: committing it queues it, and the future tells when it is on disk. */
final class AppendedByAxon implements AppendTransaction<Long> {
    private final Supplier<CompletableFuture<AppendResult>> append;
    private final ConsistencyMarker seen;
    private final AtomicBoolean finished = new AtomicBoolean();

    AppendedByAxon(Supplier<CompletableFuture<AppendResult>> append, ConsistencyMarker seen) {
        this.append = append;
        this.seen = seen;
    }

    @Override
    public CompletableFuture<Long> commit(@Nullable ProcessingContext context) {
        if (finished.getAndSet(true)) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the append is committed or rolled back already"));
        }
        return append.get().thenApply(this::position);
    }

    private Long position(AppendResult result) {
        return switch (result) {
            case AppendResult.Stored stored -> stored.position();
            case AppendResult.Conflict _ ->
                throw AppendEventsTransactionRejectedException.conflictingEventsDetected(seen);
        };
    }

    /** Before the commit nothing was queued, and after it nothing can be taken back. */
    @Override
    public void rollback(@Nullable ProcessingContext context) {
        finished.set(true);
    }

    @Override
    public CompletableFuture<ConsistencyMarker> afterCommit(Long position, @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalIndexConsistencyMarker(position));
    }
}
