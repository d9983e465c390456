package connectly.projectors;

import connectly.events.EventType;
import connectly.readmodel.ReadModel;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.core.ConfigurationApplicationContext;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.TransactionalUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.SimpleEventHandlingComponent;
import org.axonframework.messaging.eventhandling.processing.errorhandling.PropagatingErrorHandler;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.sequencing.SequentialPolicy;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Runs the projectors over the log, from where the read model stands and on with every new event. */
public final class ChatProjection {
    /** The name under which the read model keeps its token. */
    public static final String PROCESSOR = "chat-projection";

    private static final int BATCH = 512;
    /** How soon a batch that failed is tried again. */
    private static final int RETRY_MILLIS = 300;

    private static final Context.ResourceKey<AtomicLong> LAST_POSITION = Context.ResourceKey.withLabel("last position");

    private final ReadModel readModel;
    private final ToLongFunction<EventMessage> positionOf;
    private final ProjectionListener listener;

    private ChatProjection(ReadModel readModel, ToLongFunction<EventMessage> positionOf, ProjectionListener listener) {
        this.readModel = readModel;
        this.positionOf = positionOf;
        this.listener = listener;
    }

    /**
     * Adds the projection to an Axon configuration.
     *
     * @param positionOf tells where in the log an event stands
     * @param listener is told how it goes
     */
    public static EventSourcingConfigurer configure(
            EventSourcingConfigurer configurer,
            ReadModel readModel,
            ToLongFunction<EventMessage> positionOf,
            ProjectionListener listener) {
        ChatProjection projection = new ChatProjection(readModel, positionOf, listener);
        ReadModelTokenStore tokens = new ReadModelTokenStore(readModel.writer());
        configurer.componentRegistry(components -> components.registerComponent(TokenStore.class, _ -> tokens));
        return configurer.messaging(messaging ->
                messaging.eventProcessing(processing -> processing.pooledStreaming(pooled -> pooled.processor(
                        PROCESSOR,
                        processor -> processor
                                .eventHandlingComponents(
                                        components -> components.declarative(_ -> projection.handler()))
                                .customized(projection::customised)))));
    }

    private SimpleEventHandlingComponent handler() {
        Set<QualifiedName> everything = Arrays.stream(EventType.values())
                .map(type -> new QualifiedName(type.eventName()))
                .collect(Collectors.toSet());
        SimpleEventHandlingComponent component = new WholeLog();
        component.subscribe(everything, (message, context) -> {
            try {
                handle(message, context);
            } catch (Error e) {
                // Axon 5.0.1 does not roll back after an Error, and the writer's turn would never end.
                throw new IllegalStateException("an event could not be folded", e);
            }
            return MessageStream.empty();
        });
        return component;
    }

    private void handle(EventMessage message, ProcessingContext context) {
        long position = positionOf.applyAsLong(message);
        ChatProjector.project(message, position, readModel.writer());
        context.computeResourceIfAbsent(LAST_POSITION, () -> announcedAfterCommit(context))
                .set(position);
    }

    private AtomicLong announcedAfterCommit(ProcessingContext context) {
        AtomicLong last = new AtomicLong();
        context.runOnAfterCommit(_ -> listener.reached(last.get()));
        return last;
    }

    private PooledStreamingEventProcessorConfiguration customised(
            Configuration configuration, PooledStreamingEventProcessorConfiguration processor) {
        var unitsOfWork = new TransactionalUnitOfWorkFactory(
                new ReadModelTransactions(readModel.writer()),
                new SimpleUnitOfWorkFactory(new ConfigurationApplicationContext(configuration)));
        return processor
                .batchSize(BATCH)
                .eventCriteria(_ -> EventCriteria.havingAnyTag())
                .initialSegmentCount(1)
                .eventSource(configuration.getComponent(EventStore.class))
                .initialToken(source -> source.firstToken(null))
                .coordinatorExecutor(coordinator())
                .tokenClaimInterval(RETRY_MILLIS)
                .errorHandler(failure -> {
                    listener.failed(failure.error());
                    PropagatingErrorHandler.INSTANCE.handleError(failure);
                })
                .unitOfWorkFactory(unitsOfWork);
    }

    /**
     * Axon passes over events that nobody has subscribed to. An event that this version does not know would then be
     * missing from the read model without a word; here it fails the projection, which stops before it.
     */
    private static final class WholeLog extends SimpleEventHandlingComponent {
        WholeLog() {
            super(SequentialPolicy.INSTANCE);
        }

        @Override
        public boolean supports(QualifiedName eventName) {
            return true;
        }
    }

    /**
     * Axon 5.0.1 sleeps a fixed 100 ms whenever its queue of 1,024 events is full, which holds a catch-up to some ten
     * thousand events a second; this executor shortens that sleep.
     */
    private static ScheduledExecutorService coordinator() {
        return new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("projection-coordinator").factory()) {
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                return super.schedule(
                        task, unit.toMillis(delay) == 100 ? 1 : unit.toMillis(delay), TimeUnit.MILLISECONDS);
            }
        };
    }
}
