package connectly.projectors;

import connectly.readmodel.ReadModel;
import connectly.readmodel.ReadModelBuild;
import connectly.readmodel.ReadModelWriter;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;

/**
 * Folds a whole log into a new generation of the read model, with the projectors that the server runs. What Axon adds
 * to them there is for events that are yet to come; here a plain loop does.
 */
public final class Rebuild {
    /** Events of one commit. */
    private static final int BATCH = 512;

    private final EventStorageEngine engine;
    private final ToLongFunction<EventMessage> positionOf;

    public Rebuild(EventStorageEngine engine, ToLongFunction<EventMessage> positionOf) {
        this.engine = engine;
        this.positionOf = positionOf;
    }

    /**
     * Folds the log up to {@code head} into a file that does not exist yet. After a failure the file is worth nothing.
     *
     * @param progress is told the position reached, after each batch
     * @return the digest of the new generation
     * @throws RuntimeException when an event cannot be folded
     */
    public String into(Path file, String epoch, long head, LongConsumer progress) {
        try (ReadModelBuild build = ReadModelBuild.of(file, epoch)) {
            fold(build.writer(), head, progress);
            build.finish();
        }
        try (ReadModel readModel = ReadModel.open(file, epoch)) {
            return readModel.digest();
        }
    }

    private void fold(ReadModelWriter writer, long head, LongConsumer progress) {
        ReadModelTokenStore tokens = new ReadModelTokenStore(writer);
        TrackingToken start = new GlobalSequenceTrackingToken(0);
        var _ = tokens.initializeTokenSegments(ChatProjection.PROCESSOR, 1, start, null)
                .join();
        MessageStream<EventMessage> log = engine.stream(StreamingCondition.startingFrom(start), null);
        try {
            for (long reached = 0; reached < head; progress.accept(reached)) {
                writer.begin();
                reached = foldBatch(log, Math.min(reached + BATCH, head), writer);
                store(tokens, reached);
                writer.commit();
            }
        } finally {
            log.close();
        }
    }

    /** As the server's projection does, which goes on from there. */
    private static void store(ReadModelTokenStore tokens, long position) {
        tokens.storeToken(
                        new GlobalSequenceTrackingToken(position),
                        ChatProjection.PROCESSOR,
                        Segment.ROOT_SEGMENT.getSegmentId(),
                        null)
                .join();
    }

    /** Positions are dense, so the batch ends at the position {@code last}. */
    private long foldBatch(MessageStream<EventMessage> log, long last, ReadModelWriter writer) {
        long position = 0;
        while (position < last) {
            EventMessage message = log.next()
                    .orElseThrow(() -> new IllegalStateException(
                            "the log ends too early", log.error().orElse(null)))
                    .message();
            position = positionOf.applyAsLong(message);
            ChatProjector.project(message, position, writer);
        }
        return position;
    }
}
