package connectly.handlers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Decides again when a decision lost a race: an event that mattered to it was written after it had read. Tries are
 * bounded, and spread at random so that two losers do not meet again.
 *
 * <p>Axon 5.0.1 has a bus for this, but it fails when a command without a result succeeds on a retry.
 */
final class ConflictRetryingCommandBus implements CommandBus {
    private static final int MOST_TRIES = 10;
    private static final int LONGEST_PAUSE_MILLIS = 64;

    private final CommandBus delegate;
    private final Counter retries;

    ConflictRetryingCommandBus(CommandBus delegate, MeterRegistry meters) {
        this.delegate = delegate;
        this.retries = Counter.builder("connectly.commands.retries")
                .description("Decisions that lost a race and were made again")
                .register(meters);
    }

    @Override
    public CommandBus subscribe(QualifiedName name, CommandHandler handler) {
        delegate.subscribe(name, handler);
        return this;
    }

    @Override
    public CompletableFuture<CommandResultMessage> dispatch(
            CommandMessage command, @Nullable ProcessingContext context) {
        return attempt(command, context, 1);
    }

    private CompletableFuture<CommandResultMessage> attempt(
            CommandMessage command, @Nullable ProcessingContext context, int tries) {
        return delegate.dispatch(command, context).exceptionallyCompose(failure -> {
            if (tries >= MOST_TRIES || !isConflict(failure)) {
                return CompletableFuture.failedFuture(unwrapped(failure));
            }
            retries.increment();
            return CompletableFuture.completedFuture(tries + 1)
                    .thenComposeAsync(next -> attempt(command, context, next), afterPause(tries));
        });
    }

    private static Executor afterPause(int tries) {
        int longest = Math.min(1 << tries, LONGEST_PAUSE_MILLIS);
        return CompletableFuture.delayedExecutor(
                ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toMicros(longest)), TimeUnit.MICROSECONDS);
    }

    private static boolean isConflict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AppendEventsTransactionRejectedException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeWrapperOf(delegate);
    }
}
