package connectly.handlers;

import static java.util.Objects.requireNonNull;

import connectly.events.ChatEvent;
import connectly.handlers.conversing.CreatingConversations;
import connectly.handlers.joining.AddingMembers;
import connectly.handlers.leaving.RemovingMembers;
import connectly.handlers.muting.MutingMembers;
import connectly.handlers.muting.UnmutingMembers;
import connectly.handlers.recording.RecordingReceipts;
import connectly.handlers.registering.RegisteringAccounts;
import connectly.handlers.revising.DeletingMessages;
import connectly.handlers.revising.EditingMessages;
import connectly.handlers.revising.ReactingToMessages;
import connectly.handlers.sending.SendingMessages;
import connectly.handlers.typing.AnnouncingTyping;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.common.configuration.ComponentRegistry;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.RoutingStrategy;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.ConfigurationApplicationContext;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.correlation.CorrelationDataProviderRegistry;
import org.axonframework.messaging.core.correlation.DefaultCorrelationDataProviderRegistry;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventstreaming.Tag;

/** Makes every use case of the chat available as an Axon command. */
public final class ChatCommands {
    /** Outside Axon's own decorators, so that each try is a unit of work of its own. */
    private static final int OUTERMOST = Integer.MAX_VALUE;

    private ChatCommands() {}

    /**
     * Registers the use cases, how events get their names and tags, and the retry of decisions that lost a race.
     *
     * @param clock gives the time that events carry
     * @param meters counts the decisions that lost a race and were made again, as {@code connectly.commands.retries}
     */
    public static EventSourcingConfigurer configure(
            EventSourcingConfigurer configurer, Clock clock, MeterRegistry meters) {
        List<UseCase<?, ?, ?>> useCases = List.of(
                new RegisteringAccounts(clock),
                new CreatingConversations(clock),
                new AddingMembers(clock),
                new RemovingMembers(clock),
                new MutingMembers(clock),
                new UnmutingMembers(clock),
                new SendingMessages(clock),
                new EditingMessages(clock),
                new DeletingMessages(clock),
                new AnnouncingTyping(clock),
                new ReactingToMessages(clock),
                new RecordingReceipts(clock));
        return configurer
                .componentRegistry(ChatCommands::leaveOutWhatIsNotUsed)
                .componentRegistry(components -> components
                        .registerComponent(MessageTypeResolver.class, _ -> new ChatMessageTypes())
                        .registerComponent(
                                TagResolver.class,
                                _ -> event -> tagsOf(requireNonNull(event.payloadAs(ChatEvent.class))))
                        .registerDecorator(
                                CommandBus.class,
                                OUTERMOST,
                                (_, _, bus) -> new ConflictRetryingCommandBus(bus, meters)))
                .registerCommandHandlingModule(CommandHandlingModule.named("chat")
                        .commandHandlers(handlers -> useCases.forEach(useCase -> register(useCase, handlers, clock))));
    }

    /**
     * Axon's defaults cost every command a quarter of what it spends outside the log, for nothing here: interceptors that
     * copy the metadata which {@link UseCaseHandler} gives events anyway, a search for annotations that name a shard, and
     * the phases of a transaction that does not exist.
     */
    private static void leaveOutWhatIsNotUsed(ComponentRegistry components) {
        components
                .registerComponent(
                        CorrelationDataProviderRegistry.class, _ -> new DefaultCorrelationDataProviderRegistry())
                .registerComponent(RoutingStrategy.class, _ -> _ -> null)
                .registerComponent(
                        UnitOfWorkFactory.class,
                        axon -> new SimpleUnitOfWorkFactory(new ConfigurationApplicationContext(axon)));
    }

    private static <C> void register(
            UseCase<C, ?, ?> useCase, CommandHandlingModule.CommandHandlerPhase handlers, Clock clock) {
        handlers.commandHandler(
                new QualifiedName(useCase.commandType()),
                configuration -> new UseCaseHandler<>(useCase, configuration.getComponent(EventStore.class), clock));
    }

    private static Set<Tag> tagsOf(ChatEvent event) {
        return event.tags().stream().map(tag -> new Tag(tag.key(), tag.value())).collect(Collectors.toSet());
    }
}
