package connectly.projectors;

import connectly.readmodel.ReadModel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.EventMessage;

/** Folds a whole log into a new generation of the read model, with the projectors that the server runs. */
public final class Rebuild {
    private static final long LONGEST_PAUSE_SECONDS = 60;

    private final EventStorageEngine engine;
    private final Converter converter;
    private final ToLongFunction<EventMessage> positionOf;

    public Rebuild(EventStorageEngine engine, Converter converter, ToLongFunction<EventMessage> positionOf) {
        this.engine = engine;
        this.converter = converter;
        this.positionOf = positionOf;
    }

    /**
     * Folds the log up to {@code head} into a file that does not exist yet.
     *
     * @param progress is told the position reached, after each batch
     * @return the digest of the new generation
     * @throws java.util.concurrent.CompletionException when an event cannot be folded; its cause says why
     */
    public String into(Path file, String epoch, long head, LongConsumer progress) {
        try (ReadModel readModel = ReadModel.open(file, epoch)) {
            if (head > 0) {
                fold(readModel, head, progress);
            }
            return readModel.digest();
        }
    }

    private void fold(ReadModel readModel, long head, LongConsumer progress) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create()
                .registerEventStorageEngine(_ -> engine)
                .componentRegistry(components -> components.registerComponent(Converter.class, _ -> converter));
        AxonConfiguration projection = ChatProjection.configure(
                        configurer, readModel, positionOf, new ProjectionListener() {
                            @Override
                            public void reached(long position) {
                                progress.accept(position);
                                if (position >= head) {
                                    done.complete(null);
                                }
                            }

                            @Override
                            public void failed(Throwable failure) {
                                done.completeExceptionally(failure);
                            }
                        })
                .build();
        projection.start();
        try {
            awaitDone(done, readModel);
        } finally {
            projection.shutdown();
        }
    }

    /** Axon says nothing of some failures and tries for ever; a rebuild that stands still has failed. */
    private static void awaitDone(CompletableFuture<Void> done, ReadModel readModel) {
        long before = -1;
        while (true) {
            try {
                done.get(LONGEST_PAUSE_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                long position = readModel.position(ChatProjection.PROCESSOR);
                if (position == before) {
                    throw new CompletionException(
                            new IllegalStateException("the projection stands still at position " + position, e));
                }
                before = position;
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        }
    }
}
