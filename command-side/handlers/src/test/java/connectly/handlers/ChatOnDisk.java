package connectly.handlers;

import connectly.chatlog.ChatLog;
import connectly.eventlog.EventLog;
import connectly.eventlog.EventLogOptions;
import connectly.eventlog.IdentityConverter;
import connectly.eventlog.LogFiles;
import connectly.eventlog.sealing.MasterKey;
import connectly.events.ChatEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** The chat's decisions on a real log in a file; counts how often one of them lost a race. */
final class ChatOnDisk implements AutoCloseable {
    private static final String OPERATION = "test.operation";
    private static final ChatMessageTypes TYPES = new ChatMessageTypes();
    /** Between the bus that retries, which is the outermost, and Axon's own. */
    private static final int INSIDE_THE_RETRY = Integer.MAX_VALUE - 1;

    private final AtomicInteger conflicts = new AtomicInteger();
    private final EventLog log;
    private final AxonConfiguration axon;
    private final CommandGateway gateway;

    /**
     * An event as it stands in the log.
     *
     * @param operation the name that its command was sent under; null where it had none
     */
    record Recorded(
            long position, ChatEvent event, @Nullable String operation) {}

    ChatOnDisk(Path file) {
        this(file, Clock.systemUTC());
    }

    ChatOnDisk(Path file, Clock clock) {
        log = EventLog.open(
                new LogFiles(file, file.resolveSibling(file.getFileName() + ".keys")),
                MasterKey.of(new byte[MasterKey.LENGTH]),
                ChatLog.payloads(),
                new SimpleMeterRegistry(),
                EventLogOptions.defaults());
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create()
                .registerEventStorageEngine(_ -> log.engine())
                .componentRegistry(components -> components
                        .registerComponent(Converter.class, _ -> new IdentityConverter())
                        .registerDecorator(CommandBus.class, INSIDE_THE_RETRY, (_, _, bus) -> new CountingBus(bus)));
        axon = ChatCommands.configure(configurer, clock, new SimpleMeterRegistry())
                .build();
        axon.start();
        gateway = axon.getComponent(CommandGateway.class);
    }

    <R> CompletableFuture<R> send(Object command, Class<R> result) {
        return gateway.send(command).resultAs(result);
    }

    /** Sends a command whose events keep the name of the operation. */
    CompletableFuture<Object> send(String operation, Object command) {
        return gateway.send(command, Metadata.with(OPERATION, operation)).resultAs(Object.class);
    }

    void append(ChatEvent... events) {
        List<TaggedEventMessage<?>> messages = new ArrayList<>();
        for (ChatEvent event : events) {
            messages.add(new GenericTaggedEventMessage<>(
                    new GenericEventMessage(TYPES.resolveOrThrow(event), event),
                    event.tags().stream()
                            .map(tag -> new Tag(tag.key(), tag.value()))
                            .collect(Collectors.toSet())));
        }
        var _ = log.engine()
                .appendEvents(AppendCondition.none(), null, messages)
                .thenCompose(append -> committed(append))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static <R> CompletableFuture<R> committed(AppendTransaction<R> append) {
        return append.commit(null);
    }

    /** Everything in the log, in its order. */
    List<ChatEvent> events() {
        return recorded().stream().map(Recorded::event).toList();
    }

    /** Everything in the log, in its order, with what is known about it. */
    List<Recorded> recorded() {
        List<Recorded> recorded = new ArrayList<>();
        MessageStream<EventMessage> stream =
                log.engine().stream(StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(0)), null);
        for (Optional<Entry<EventMessage>> next = stream.next(); next.isPresent(); next = stream.next()) {
            EventMessage message = next.get().message();
            if (!(message.payload() instanceof ChatEvent event)) {
                throw new AssertionError(message.payload());
            }
            recorded.add(new Recorded(
                    EventLog.position(message), event, message.metadata().get(OPERATION)));
        }
        stream.close();
        return recorded;
    }

    /** The position of the last event on disk. */
    long head() {
        return log.head();
    }

    /** How many decisions lost a race so far. */
    int conflicts() {
        return conflicts.get();
    }

    @Override
    public void close() {
        axon.shutdown();
        log.close();
    }

    private final class CountingBus implements CommandBus {
        private final CommandBus delegate;

        CountingBus(CommandBus delegate) {
            this.delegate = delegate;
        }

        @Override
        public CompletableFuture<CommandResultMessage> dispatch(
                CommandMessage command, @Nullable ProcessingContext context) {
            return delegate.dispatch(command, context).whenComplete((_, failure) -> count(failure));
        }

        private void count(@Nullable Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof AppendEventsTransactionRejectedException) {
                    conflicts.incrementAndGet();
                    return;
                }
            }
        }

        @Override
        public CommandBus subscribe(QualifiedName name, CommandHandler handler) {
            delegate.subscribe(name, handler);
            return this;
        }

        @Override
        public void describeTo(ComponentDescriptor descriptor) {
            descriptor.describeWrapperOf(delegate);
        }
    }
}
