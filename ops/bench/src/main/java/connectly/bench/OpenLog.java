package connectly.bench;

import connectly.chatlog.ChatLog;
import connectly.eventlog.EventLog;
import connectly.eventlog.EventLogOptions;
import connectly.eventlog.IdentityConverter;
import connectly.eventlog.LogFiles;
import connectly.eventlog.sealing.MasterKey;
import connectly.events.ChatEvent;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.events.MessageId;
import connectly.handlers.ChatCommands;
import connectly.handlers.sending.MessageAccepted;
import connectly.handlers.sending.SendMessage;
import connectly.handlers.sending.SendingMessages;
import connectly.projectors.Rebuild;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/** A log, open as the product opens it, with the product's commands on it. */
final class OpenLog implements AutoCloseable {
    private final SendingMessages sending = new SendingMessages(Clock.systemUTC());
    private final EventLog log;
    private final AxonConfiguration axon;
    private final CommandGateway gateway;

    /** @param directory of this log alone; the files are made where they are missing */
    OpenLog(Path directory) {
        log = EventLog.open(
                new LogFiles(file(directory), directory.resolve("keys.db")),
                MasterKey.of(new byte[MasterKey.LENGTH]),
                ChatLog.payloads(),
                new SimpleMeterRegistry(),
                EventLogOptions.defaults());
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create()
                .registerEventStorageEngine(_ -> log.engine())
                .componentRegistry(
                        components -> components.registerComponent(Converter.class, _ -> new IdentityConverter()));
        axon = ChatCommands.configure(configurer, Clock.systemUTC(), new SimpleMeterRegistry())
                .build();
        axon.start();
        gateway = axon.getComponent(CommandGateway.class);
    }

    static Path file(Path directory) {
        return directory.resolve("events.db");
    }

    long head() {
        return log.head();
    }

    String epoch() {
        return log.epoch();
    }

    Rebuild rebuild() {
        return new Rebuild(log.engine(), EventLog::position);
    }

    /** The whole way of a command, to the answer that says it is on disk. */
    void send(SendMessage command) {
        var _ = gateway.send(
                        command,
                        Metadata.from(Map.of("correlationId", UUID.randomUUID().toString())))
                .resultAs(MessageAccepted.class)
                .join();
    }

    /** What the engine alone does of a command that sends {@code event}: one append on the same condition. */
    void append(ChatEvent event, SendMessage command) {
        var _ = committed(log.engine()
                        .appendEvents(
                                AppendCondition.withCriteria(sending.relevantTo(command))
                                        .withMarker(new GlobalIndexConsistencyMarker(log.head())),
                                null,
                                List.of(tagged(event)))
                        .join())
                .join();
    }

    /** Appends the events together, on no condition. */
    CompletableFuture<?> append(List<ChatEvent> events) {
        List<TaggedEventMessage<?>> messages = new ArrayList<>();
        events.forEach(event -> messages.add(tagged(event)));
        return log.engine().appendEvents(AppendCondition.none(), null, messages).thenCompose(OpenLog::committed);
    }

    private static CompletableFuture<?> committed(AppendTransaction<?> append) {
        return append.commit(null);
    }

    /** With the id and the metadata that the command path gives an event. */
    private static TaggedEventMessage<?> tagged(ChatEvent event) {
        EventType type = EventType.of(event);
        EventMessage message = new GenericEventMessage(
                MessageId.next().toString(),
                new MessageType(type.eventName(), type.version()),
                event,
                Map.of("correlationId", UUID.randomUUID().toString()),
                Instant.now());
        return new GenericTaggedEventMessage<>(
                message, event.tags().stream().map(OpenLog::axonTag).collect(Collectors.toSet()));
    }

    private static Tag axonTag(EventTag tag) {
        return new Tag(tag.key(), tag.value());
    }

    @Override
    public void close() {
        axon.shutdown();
        log.close();
    }
}
