package connectly.projectors;

import connectly.chatlog.ChatLog;
import connectly.eventlog.EventLog;
import connectly.eventlog.EventLogOptions;
import connectly.eventlog.IdentityConverter;
import connectly.eventlog.LogFiles;
import connectly.eventlog.sealing.MasterKey;
import connectly.events.ChatEvent;
import connectly.events.ConversationId;
import connectly.events.EventType;
import connectly.events.MemberLeft;
import connectly.events.UserId;
import connectly.readmodel.ReadModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** A log on disk with its projection running. */
final class ProjectedLog implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final EventLog log;
    private final ReadModel readModel;
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private @Nullable AxonConfiguration projection;

    ProjectedLog(Path directory) {
        log = EventLog.open(
                new LogFiles(directory.resolve("events.db"), directory.resolve("keys.db")),
                MasterKey.of(new byte[MasterKey.LENGTH]),
                ChatLog.payloads(),
                new SimpleMeterRegistry(),
                EventLogOptions.defaults());
        readModel = ReadModel.open(directory.resolve("read-1.db"), log.epoch());
        startProjection();
    }

    void startProjection() {
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create()
                .registerEventStorageEngine(_ -> log.engine())
                .componentRegistry(
                        components -> components.registerComponent(Converter.class, _ -> new IdentityConverter()));
        projection = ChatProjection.configure(configurer, readModel, EventLog::position, new Listener())
                .build();
        projection.start();
    }

    void stopProjection() {
        if (projection != null) {
            projection.shutdown();
        }
        projection = null;
    }

    void append(List<? extends ChatEvent> events) {
        appendMessages(events.stream().map(ProjectedLog::tagged).collect(Collectors.toList()));
    }

    /** Appends an event as a later version of Connectly may write it. */
    void appendUnknown() {
        appendMessages(List.of(new GenericTaggedEventMessage<>(
                new GenericEventMessage(
                        new MessageType("chat.NotKnownYet", "1"),
                        new MemberLeft(ConversationId.next(), UserId.next(), UserId.next(), Instant.EPOCH)),
                Set.of(Tag.of("conversation", "some")))));
    }

    private void appendMessages(List<TaggedEventMessage<?>> messages) {
        log.engine()
                .appendEvents(AppendCondition.none(), null, messages)
                .thenCompose(append -> commit(append))
                .join();
    }

    private static <R> CompletableFuture<R> commit(EventStorageEngine.AppendTransaction<R> append) {
        return append.commit(null);
    }

    String rebuildInto(Path file) {
        return new Rebuild(log.engine(), EventLog::position).into(file, log.epoch(), log.head(), _ -> {});
    }

    void awaitProjected() {
        await(() -> readModel.position(ChatProjection.PROCESSOR) >= log.head());
    }

    void awaitFailure() {
        await(() -> !failures.isEmpty());
    }

    private void await(BooleanSupplier condition) {
        long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("waited " + PATIENCE_SECONDS + " s in vain; failures: " + failures);
                }
                left = progress.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    ReadModel readModel() {
        return readModel;
    }

    List<Throwable> failures() {
        return failures;
    }

    private static TaggedEventMessage<?> tagged(ChatEvent event) {
        EventType type = EventType.of(event);
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(new MessageType(type.eventName(), type.version()), event),
                event.tags().stream()
                        .map(tag -> new Tag(tag.key(), tag.value()))
                        .collect(Collectors.toSet()));
    }

    @Override
    public void close() {
        stopProjection();
        readModel.close();
        log.close();
    }

    private final class Listener implements ProjectionListener {
        @Override
        public void reached(long position) {
            signal();
        }

        @Override
        public void failed(Throwable failure) {
            failures.add(failure);
            signal();
        }

        private void signal() {
            lock.lock();
            try {
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
