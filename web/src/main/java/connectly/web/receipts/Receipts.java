package connectly.web.receipts;

import connectly.events.ConversationId;
import connectly.events.UserId;
import connectly.handlers.recording.ReceiptsSettled;
import connectly.handlers.recording.RecordReceipts;
import connectly.query.AccessDeniedException;
import connectly.query.receipts.NewReceipt;
import connectly.query.receipts.ReceiptQueries;
import connectly.query.receipts.UnknownSeqException;
import connectly.web.commands.Commands;
import connectly.web.commands.Rejections;
import connectly.web.conversations.Fields;
import connectly.web.correlation.Correlation;
import connectly.web.feed.Cursors;
import connectly.web.feed.ReadModelClock;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes receipts of members, for HTTP and for the socket alike. Those of a conversation are put on record together, and a
 * pause follows that is the longer the more they were: a thousand members who read a message write two or three events.
 */
@Component
public final class Receipts implements AutoCloseable {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    /** Everybody in a conversation is told of everybody's receipts, so in a large one they must be fewer. */
    private static final Duration PAUSE_A_RECEIPT = Duration.ofMillis(10);
    /** How long a server that goes down waits for the last receipts: they are worth no more. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How often the log is asked to take what it was too busy for. */
    private static final int TRIES = 5;

    private final Commands commands;
    private final ReceiptQueries queries;
    private final ReadModelClock clock;
    private final Cursors cursors;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("receipts").factory());
    private final Coalescer<UUID, Long> received;
    private final Coalescer<UUID, Collected> recorded;

    public Receipts(Commands commands, ReceiptQueries queries, ReadModelClock clock, Cursors cursors) {
        this.commands = commands;
        this.queries = queries;
        this.clock = clock;
        this.cursors = cursors;
        this.received = new Coalescer<>(Math::max, this::delivered, _ -> SHORTEST_PAUSE, timer);
        this.recorded = new Coalescer<>(Collected::and, this::putOnRecord, Collected::pause, timer);
    }

    /** The highest positions that people have, and have read; of one conversation. */
    private record Collected(Map<UserId, Long> delivered, Map<UserId, Long> read) {
        static Collected delivered(UUID user, long position) {
            return new Collected(new HashMap<>(Map.of(new UserId(user), position)), new HashMap<>());
        }

        static Collected read(UUID user, long position) {
            return new Collected(new HashMap<>(), new HashMap<>(Map.of(new UserId(user), position)));
        }

        Collected and(Collected more) {
            more.delivered.forEach((user, position) -> delivered.merge(user, position, Math::max));
            more.read.forEach((user, position) -> read.merge(user, position, Math::max));
            return this;
        }

        Duration pause() {
            Duration pause = PAUSE_A_RECEIPT.multipliedBy(delivered.size() + read.size());
            return pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
        }
    }

    /**
     * Somebody has read a conversation up to {@code seq}.
     *
     * @param seq as the client sent it, not trusted yet
     * @return completed when it is on disk, and can be read unless the read model is more than a second behind; at once
     *     where it adds nothing
     * @throws connectly.web.problem.ProblemException when the conversation has no such message, or not for this reader
     */
    public CompletableFuture<Void> read(UUID reader, UUID conversation, @Nullable Long seq) {
        Fields fields = new Fields();
        if (seq == null) {
            fields.required("seq", null);
        }
        fields.throwIfAny();
        return allowed(() -> queries.read(reader, conversation, seq == null ? 0 : seq))
                .map(receipt -> recorded.ask(conversation, Collected.read(reader, receipt.position())))
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenCompose(_ -> clock.caughtUp());
    }

    /**
     * A client of somebody has all updates up to a cursor.
     *
     * @param cursor as the client sent it, not trusted yet
     * @return completed when what it adds is on disk
     * @throws connectly.web.problem.ProblemException when nobody can have all up to there
     */
    public CompletableFuture<Void> received(UUID receiver, @Nullable String cursor) {
        Fields fields = new Fields();
        String text = fields.required("cursor", cursor);
        OptionalLong position = cursors.position(text);
        if (cursor != null && !cursors.isCursor(text)) {
            fields.wrong("cursor", "malformed", "This is no cursor that a server gave.");
        } else if (cursor != null && position.isEmpty()) {
            fields.wrong("cursor", "epoch-changed", "This cursor belongs to another log.");
        } else if (position.isPresent() && position.getAsLong() > clock.head()) {
            fields.wrong("cursor", "out-of-range", "Nobody was told of anything as late as this.");
        }
        fields.throwIfAny();
        return received.ask(receiver, position.getAsLong());
    }

    private CompletableFuture<Void> delivered(UUID receiver, long position) {
        return CompletableFuture.allOf(queries.received(receiver, position).stream()
                .map(receipt -> delivered(receiver, receipt))
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> delivered(UUID receiver, NewReceipt receipt) {
        return recorded.ask(receipt.conversationId(), Collected.delivered(receiver, receipt.position()));
    }

    private CompletableFuture<Void> putOnRecord(UUID conversation, Collected collected) {
        return putOnRecord(conversation, collected, TRIES);
    }

    /** A log that is busy takes them a moment later: most of those who said them do not know that they wait. */
    private CompletableFuture<Void> putOnRecord(UUID conversation, Collected collected, int tries) {
        return tryToRecord(conversation, collected).exceptionallyCompose(failure -> {
            if (tries == 1 || !isPassing(failure)) {
                return CompletableFuture.failedFuture(failure);
            }
            CompletableFuture<Void> again = new CompletableFuture<>();
            var _ = timer.schedule(() -> again.complete(null), SHORTEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            return again.thenCompose(_ -> putOnRecord(conversation, collected, tries - 1));
        });
    }

    private static boolean isPassing(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof ProblemException refused && refused.problem().code() == ProblemCode.UNAVAILABLE;
    }

    private CompletableFuture<Void> tryToRecord(UUID conversation, Collected collected) {
        RecordReceipts command =
                new RecordReceipts(new ConversationId(conversation), collected.delivered(), collected.read());
        // Many may have asked for it, so it has a correlation id of its own.
        return Correlation.with(Correlation.newId(), () -> commands.send(command, ReceiptsSettled.class))
                .thenAccept(_ -> {});
    }

    private static <T> T allowed(Supplier<T> query) {
        try {
            return query.get();
        } catch (AccessDeniedException e) {
            throw new ProblemException(Rejections.Conversations.refused(e.access()));
        } catch (UnknownSeqException e) {
            throw Problem.of(ProblemCode.VALIDATION_FAILED)
                    .field("seq", "out-of-range", "The conversation has no such message.")
                    .toException();
        }
    }

    /** Records what still waits, as far as the log takes it. */
    @Override
    public void close() {
        var _ = received.flush();
        var _ = recorded.flush()
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        timer.shutdownNow();
    }
}
