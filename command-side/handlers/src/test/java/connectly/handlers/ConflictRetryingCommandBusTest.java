package connectly.handlers;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConflictRetryingCommandBusTest {
    private static final int MOST_TRIES = 10;
    private static final CommandMessage COMMAND = new GenericCommandMessage(new MessageType("Do"), "it");
    private static final CommandResultMessage DONE = new GenericCommandResultMessage(new MessageType("Done"), "done");

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aDecisionThatWonIsMadeOnce() {
        ScriptedBus bus = new ScriptedBus(_ -> completedFuture(DONE));

        assertThat(await(dispatch(bus))).isSameAs(DONE);
        assertThat(bus.dispatched).containsExactly(COMMAND);
    }

    @Test
    void aDecisionThatLostARaceIsMadeAgainUntilItWins() {
        ScriptedBus bus = new ScriptedBus(tried -> tried < 4 ? failedFuture(conflict()) : completedFuture(DONE));

        assertThat(await(dispatch(bus))).isSameAs(DONE);
        assertThat(bus.dispatched).hasSize(4).containsOnly(COMMAND);
    }

    @Test
    void aConflictIsKnownUnderWhateverItIsWrappedIn() {
        ScriptedBus bus = new ScriptedBus(tried -> tried < 2
                ? failedFuture(
                        new CompletionException(new IllegalStateException("the unit of work failed", conflict())))
                : completedFuture(DONE));

        assertThat(await(dispatch(bus))).isSameAs(DONE);
        assertThat(bus.dispatched).hasSize(2);
    }

    @Test
    void aDecisionThatAlwaysLosesIsGivenUpWithItsConflict() {
        ScriptedBus bus = new ScriptedBus(_ -> failedFuture(conflict()));

        assertThatThrownBy(() -> await(dispatch(bus)))
                .hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
        assertThat(bus.dispatched).hasSize(MOST_TRIES);
    }

    @Test
    void anAnswerOfNoIsNotAskedForAgain() {
        CommandRejected no = new CommandRejected(Reason.MUTED);
        ScriptedBus bus = new ScriptedBus(_ -> failedFuture(no));

        assertThatThrownBy(() -> await(dispatch(bus))).hasCause(no);
        assertThat(bus.dispatched).hasSize(1);
    }

    @Test
    void anotherFailureEndsTheRetries() {
        IllegalStateException other = new IllegalStateException("the disk is full");
        ScriptedBus bus = new ScriptedBus(tried -> failedFuture(tried < 3 ? conflict() : other));

        assertThatThrownBy(() -> await(dispatch(bus))).hasCause(other);
        assertThat(bus.dispatched).hasSize(3);
    }

    @Test
    void everyTryAfterTheFirstIsCounted() {
        await(dispatch(new ScriptedBus(_ -> completedFuture(DONE))));
        assertThat(retries()).isZero();

        await(dispatch(new ScriptedBus(tried -> tried < 4 ? failedFuture(conflict()) : completedFuture(DONE))));
        assertThat(retries()).isEqualTo(3);

        CompletableFuture<CommandResultMessage> givenUp = dispatch(new ScriptedBus(_ -> failedFuture(conflict())));
        assertThatThrownBy(() -> await(givenUp)).hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
        assertThat(retries()).isEqualTo(3 + MOST_TRIES - 1);
    }

    private double retries() {
        return meters.get("connectly.commands.retries").counter().count();
    }

    private CompletableFuture<CommandResultMessage> dispatch(ScriptedBus bus) {
        return new ConflictRetryingCommandBus(bus, meters).dispatch(COMMAND, null);
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static AppendEventsTransactionRejectedException conflict() {
        return new AppendEventsTransactionRejectedException("an event that matters was written");
    }

    /** Answers each try, counted from 1, as it is told to. */
    private static final class ScriptedBus implements CommandBus {
        private final IntFunction<CompletableFuture<CommandResultMessage>> script;
        private final List<CommandMessage> dispatched = new ArrayList<>();

        ScriptedBus(IntFunction<CompletableFuture<CommandResultMessage>> script) {
            this.script = script;
        }

        @Override
        public CompletableFuture<CommandResultMessage> dispatch(
                CommandMessage command, @Nullable ProcessingContext context) {
            dispatched.add(command);
            return script.apply(dispatched.size());
        }

        @Override
        public CommandBus subscribe(QualifiedName name, CommandHandler handler) {
            return this;
        }

        @Override
        public void describeTo(ComponentDescriptor descriptor) {
            descriptor.describeProperty("dispatched", dispatched);
        }
    }
}
