package connectly.eventlog;

import connectly.eventlog.sealing.MasterKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Events and short ways to append and source them. */
final class TestEvents {
    private static final long PATIENCE_SECONDS = 30;

    private TestEvents() {}

    static EventLog open(Path file) {
        return open(file, EventLogOptions.defaults());
    }

    static EventLog open(Path file, EventLogOptions options) {
        return open(file, options, LogStore::new);
    }

    static EventLog open(Path file, EventLogOptions options, EventLog.StoreFactory stores) {
        return opening(file, new TestCodec(), options, stores).open(masterKey(1));
    }

    static LogOpening opening(Path file, PayloadCodec codec, EventLogOptions options, EventLog.StoreFactory stores) {
        return new LogOpening(files(file), codec, new LogMeters(new SimpleMeterRegistry()), options, stores);
    }

    static LogFiles files(Path file) {
        return new LogFiles(file, file.resolveSibling(file.getFileName() + ".keys"));
    }

    /** A master key for tests; another number, another key. */
    static MasterKey masterKey(int number) {
        byte[] key = new byte[MasterKey.LENGTH];
        Arrays.fill(key, (byte) number);
        return MasterKey.of(key);
    }

    static TaggedEventMessage<?> event(String name, Tag... tags) {
        return event(UUID.randomUUID().toString(), name, "0.0.1", tags);
    }

    static TaggedEventMessage<?> event(String id, String name, String version, Tag... tags) {
        return at(id, name, version, Instant.ofEpochMilli(1_700_000_000_123L), tags);
    }

    static TaggedEventMessage<?> at(String id, String name, String version, Instant time, Tag... tags) {
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(
                        id, new MessageType(name, version), Map.of("about", name), Map.of("by", "a test"), time),
                Set.of(tags));
    }

    static CompletableFuture<ConsistencyMarker> appending(
            EventStorageEngine engine, AppendCondition condition, TaggedEventMessage<?>... events) {
        return engine.appendEvents(condition, null, Arrays.asList(events)).thenCompose(TestEvents::finish);
    }

    static CompletableFuture<ConsistencyMarker> appending(EventStorageEngine engine, TaggedEventMessage<?>... events) {
        return appending(engine, AppendCondition.none(), events);
    }

    static CompletableFuture<ConsistencyMarker> appending(
            EventLog log, AppendCondition condition, TaggedEventMessage<?>... events) {
        return appending(log.engine(), condition, events);
    }

    static CompletableFuture<ConsistencyMarker> appending(EventLog log, TaggedEventMessage<?>... events) {
        return appending(log.engine(), events);
    }

    static void append(EventStorageEngine engine, TaggedEventMessage<?>... events) {
        await(appending(engine, events));
    }

    static void append(EventLog log, TaggedEventMessage<?>... events) {
        append(log.engine(), events);
    }

    private static <R> CompletableFuture<ConsistencyMarker> finish(AppendTransaction<R> transaction) {
        return transaction.commit(null).thenCompose(result -> transaction.afterCommit(result, null));
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** What a decision would see. */
    record Sourced(List<EventMessage> events, ConsistencyMarker marker) {
        List<String> names() {
            return events.stream().map(event -> event.type().name()).toList();
        }

        List<String> ids() {
            return events.stream().map(EventMessage::identifier).toList();
        }
    }

    static Sourced source(EventLog log, EventCriteria criteria) {
        return source(log.engine(), criteria);
    }

    static Sourced source(EventStorageEngine engine, EventCriteria criteria) {
        List<Entry<EventMessage>> entries = drain(engine.source(SourcingCondition.conditionFor(criteria), null));
        ConsistencyMarker marker = entries.removeLast().getResource(ConsistencyMarker.RESOURCE_KEY);
        if (marker == null) {
            throw new AssertionError("the last entry has no marker");
        }
        return new Sourced(entries.stream().map(Entry::message).toList(), marker);
    }

    /** Whatever the stream has now. */
    static List<Entry<EventMessage>> drain(MessageStream<EventMessage> stream) {
        List<Entry<EventMessage>> entries = new ArrayList<>();
        for (Optional<Entry<EventMessage>> entry = stream.next(); entry.isPresent(); entry = stream.next()) {
            entries.add(entry.get());
        }
        stream.error().ifPresent(error -> {
            throw new AssertionError(error);
        });
        return entries;
    }
}
