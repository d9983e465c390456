package connectly.eventlog;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * The log behind Axon's storage engine interface, which Axon marks as internal: with {@link AxonTranslation},
 * {@link AppendedByAxon}, {@link SourcedStream}, {@link TailStream} and {@link PositionStampingEngine} this is all that
 * would follow a change of it.
 *
 * <p>Markers and tokens alike hold the last position that was seen, so the same number means the same in both.
 */
final class SqliteEventStorageEngine implements EventStorageEngine {
    private final EventWriter writer;
    private final EventReader reader;
    private final LogHead head;
    private final Sourcing sourcing;
    private final AxonTranslation translation;
    private final int pageSize;
    private final Set<TailStream> tails = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SqliteEventStorageEngine(
            EventWriter writer,
            EventReader reader,
            LogHead head,
            Sourcing sourcing,
            AxonTranslation translation,
            int pageSize) {
        this.writer = writer;
        this.reader = reader;
        this.head = head;
        this.sourcing = sourcing;
        this.translation = translation;
        this.pageSize = pageSize;
    }

    /** Encodes and seals the events here, on the caller's thread; nothing is queued before the transaction's commit. */
    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        try {
            List<NewEvent> newEvents =
                    events.stream().map(event -> translation.newEvent(event)).toList();
            AppendGuard guard = translation.guard(condition);
            return CompletableFuture.completedFuture(
                    new AppendedByAxon(() -> writer.append(newEvents, guard), condition.consistencyMarker()));
        } catch (EventLogException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        try {
            long after = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
            return new SourcedStream(sourcing.source(translation.query(condition.criteria()), after));
        } catch (RuntimeException e) {
            // What was written by others, or long ago, may fail to be read in any way.
            return MessageStream.failed(e).cast();
        }
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        TailStream tail = new TailStream(
                reader,
                head,
                translation,
                translation.query(condition.criteria()),
                AxonTranslation.position(condition.position()),
                pageSize,
                tails::remove);
        tails.add(tail);
        head.addListener(tail);
        if (closed) {
            closeTails();
        }
        return tail;
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(head.position()));
    }

    /** Looks at events from the first on, as times need not be in order: for replays, not for a hot path. */
    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
        try {
            return CompletableFuture.completedFuture(
                    new GlobalSequenceTrackingToken(reader.lastBefore(at.toEpochMilli())));
        } catch (EventLogException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("head", head.position());
    }

    /** Ends every tail, and every one opened from now on. */
    void closeTails() {
        closed = true;
        tails.forEach(tail -> tail.fail(new EventLogException("The event log is closed.")));
    }
}
