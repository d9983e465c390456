package connectly.projectors;

import static connectly.readmodel.jooq.Tables.TOKEN;
import static java.util.concurrent.CompletableFuture.completedFuture;

import connectly.readmodel.ReadModelWriter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps how far the log was folded in the file of the tables it was folded into. There are no claims: one process owns
 * the file. Joins the transaction of the calling thread, or makes one.
 *
 * <p>Axon's own store for databases asks with FOR UPDATE, which SQLite refuses.
 */
final class ReadModelTokenStore implements TokenStore {
    private final ReadModelWriter writer;
    private final String identifier = UUID.randomUUID().toString();

    ReadModelTokenStore(ReadModelWriter writer) {
        this.writer = writer;
    }

    @Override
    public CompletableFuture<List<Segment>> initializeTokenSegments(
            String processor, int count, @Nullable TrackingToken token, @Nullable ProcessingContext context) {
        return inTransaction(tables -> {
            List<Segment> segments = Segment.splitBalanced(Segment.ROOT_SEGMENT, count - 1);
            segments.forEach(segment -> insert(tables, processor, segment, token));
            return segments;
        });
    }

    @Override
    public CompletableFuture<Void> initializeSegment(
            @Nullable TrackingToken token, String processor, Segment segment, @Nullable ProcessingContext context) {
        return changing(tables -> {
            insert(tables, processor, segment, token);
        });
    }

    @Override
    public CompletableFuture<Void> storeToken(
            @Nullable TrackingToken token, String processor, int segment, @Nullable ProcessingContext context) {
        return changing(tables -> {
            int updated = tables.update(TOKEN)
                    .set(TOKEN.POSITION, position(token))
                    .where(TOKEN.PROCESSOR.eq(processor))
                    .and(TOKEN.SEGMENT.eq((long) segment))
                    .execute();
            if (updated == 0) {
                throw missing(processor, segment);
            }
        });
    }

    @Override
    public CompletableFuture<TrackingToken> fetchToken(
            String processor, int segment, @Nullable ProcessingContext context) {
        return inTransaction(tables -> {
            var row = tables.select(TOKEN.POSITION)
                    .from(TOKEN)
                    .where(TOKEN.PROCESSOR.eq(processor))
                    .and(TOKEN.SEGMENT.eq((long) segment))
                    .fetchOne();
            if (row == null) {
                throw missing(processor, segment);
            }
            return new GlobalSequenceTrackingToken(row.value1());
        });
    }

    @Override
    public CompletableFuture<Void> extendClaim(String processor, int segment, @Nullable ProcessingContext context) {
        return completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> releaseClaim(String processor, int segment, @Nullable ProcessingContext context) {
        return completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> deleteToken(String processor, int segment, @Nullable ProcessingContext context) {
        return changing(tables -> {
            tables.deleteFrom(TOKEN)
                    .where(TOKEN.PROCESSOR.eq(processor))
                    .and(TOKEN.SEGMENT.eq((long) segment))
                    .execute();
        });
    }

    @Override
    public CompletableFuture<Segment> fetchSegment(String processor, int segment, @Nullable ProcessingContext context) {
        return fetchSegments(processor, context)
                .thenApply(segments -> segments.stream()
                        .filter(candidate -> candidate.getSegmentId() == segment)
                        .findFirst()
                        .orElseThrow(() -> missing(processor, segment)));
    }

    @Override
    public CompletableFuture<List<Segment>> fetchSegments(String processor, @Nullable ProcessingContext context) {
        return inTransaction(tables -> tables.select(TOKEN.SEGMENT, TOKEN.MASK)
                .from(TOKEN)
                .where(TOKEN.PROCESSOR.eq(processor))
                .orderBy(TOKEN.SEGMENT)
                .fetch(row -> new Segment(row.value1().intValue(), row.value2().intValue())));
    }

    @Override
    public CompletableFuture<List<Segment>> fetchAvailableSegments(
            String processor, @Nullable ProcessingContext context) {
        return fetchSegments(processor, context);
    }

    @Override
    public CompletableFuture<String> retrieveStorageIdentifier(@Nullable ProcessingContext context) {
        return completedFuture(identifier);
    }

    private static void insert(DSLContext tables, String processor, Segment segment, @Nullable TrackingToken token) {
        tables.insertInto(TOKEN)
                .set(TOKEN.PROCESSOR, processor)
                .set(TOKEN.SEGMENT, (long) segment.getSegmentId())
                .set(TOKEN.MASK, (long) segment.getMask())
                .set(TOKEN.POSITION, position(token))
                .execute();
    }

    /** No token means that nothing was folded yet. */
    private static long position(@Nullable TrackingToken token) {
        return token == null ? 0 : token.position().orElse(0);
    }

    private static UnableToClaimTokenException missing(String processor, int segment) {
        return new UnableToClaimTokenException("no token of " + processor + "[" + segment + "]");
    }

    private CompletableFuture<Void> changing(Consumer<DSLContext> work) {
        return inTransaction(tables -> {
                    work.accept(tables);
                    return tables;
                })
                .thenAccept(_ -> {});
    }

    private <T> CompletableFuture<T> inTransaction(Function<DSLContext, T> work) {
        boolean own = !writer.isInTransaction();
        if (own) {
            writer.begin();
        }
        try {
            T result = work.apply(writer.tables());
            if (own) {
                writer.commit();
            }
            return completedFuture(result);
        } catch (RuntimeException e) {
            if (own && writer.isInTransaction()) {
                writer.rollback();
            }
            return CompletableFuture.failedFuture(e);
        }
    }
}
