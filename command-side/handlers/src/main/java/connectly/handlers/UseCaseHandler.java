package connectly.handlers;

import static java.util.Objects.requireNonNull;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import connectly.events.ChatEvent;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.correlation.MessageOriginProvider;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

/**
 * Runs a use case inside Axon's unit of work: reads what matters, folds it, decides, appends. The unit of work commits
 * afterwards, so the result reaches the asker only when the events are on disk.
 *
 * <p>It speaks to the event store directly instead of through Axon's entities, because a decision here is a function, not
 * an object with handlers to be found by reflection.
 */
final class UseCaseHandler<C, S, R> implements CommandHandler {
    private static final ChatMessageTypes TYPES = new ChatMessageTypes();
    private static final TimeBasedEpochRandomGenerator EVENT_IDS = Generators.timeBasedEpochRandomGenerator();

    private final UseCase<C, S, R> useCase;
    private final EventStore store;
    private final Clock clock;

    UseCaseHandler(UseCase<C, S, R> useCase, EventStore store, Clock clock) {
        this.useCase = useCase;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public MessageStream.Single<CommandResultMessage> handle(CommandMessage message, ProcessingContext context) {
        C command = requireNonNull(useCase.commandType().cast(message.payload()));
        CompletableFuture<CommandResultMessage> answer = store.transaction(context)
                .source(SourcingCondition.conditionFor(useCase.relevantTo(command)))
                .reduce(useCase.initialState(command), (state, entry) -> useCase.evolve(state, read(entry.message())))
                .thenApply(state -> useCase.decide(command, state))
                .thenCompose(decision -> append(decision, message, context));
        return MessageStream.fromFuture(answer);
    }

    private CompletableFuture<CommandResultMessage> append(
            Decision<R> decision, CommandMessage message, ProcessingContext context) {
        CommandResultMessage result = new GenericCommandResultMessage(
                new MessageType(decision.result().getClass()), decision.result());
        if (decision.events().isEmpty()) {
            return CompletableFuture.completedFuture(result);
        }
        return store.publish(
                        context,
                        decision.events().stream()
                                .map(event -> asMessage(event, message))
                                .toList())
                .thenApply(_ -> result);
    }

    /**
     * An event keeps the metadata of the command that caused it. A command that came without a correlation id is the
     * beginning of what it causes.
     *
     * <p>The event's id is a UUID of version 7, as Axon's own is random: a unique index of random ids dirties another page
     * for each event, which cost the log a quarter of what it wrote.
     */
    private EventMessage asMessage(ChatEvent event, CommandMessage cause) {
        Map<String, String> metadata = new HashMap<>(cause.metadata());
        metadata.putIfAbsent(MessageOriginProvider.DEFAULT_CORRELATION_KEY, cause.identifier());
        return new GenericEventMessage(
                EVENT_IDS.generate().toString(), TYPES.resolveOrThrow(event), event, metadata, clock.instant());
    }

    /** The log has read the event already; Axon's in-memory engine never turned it into anything else. */
    private static ChatEvent read(EventMessage message) {
        return (ChatEvent) requireNonNull(message.payload());
    }
}
