package connectly.web.feed;

import connectly.query.history.HistoryQueries;
import connectly.query.history.MessagePlace;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Finds out where an accepted message stands, as soon as the read model has it. */
public final class MessagePlaces implements AutoCloseable {
    /** An acknowledgement waits for about this long for its seq; the update brings it later. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** One look at all that wait: a timer for each message would wake a thread for each. */
    private static final long LOOK_MILLIS = 250;

    private final HistoryQueries history;
    private final Map<UUID, Awaited> awaited = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("message-places").factory());

    private record Awaited(CompletableFuture<Optional<MessagePlace>> place, long sinceNanos) {}

    public MessagePlaces(HistoryQueries history) {
        this.history = history;
        var _ = timer.scheduleWithFixedDelay(this::giveUpOldest, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * The place of a message, to be asked for before the message is sent so that it cannot be missed.
     *
     * @return completed with empty when the read model is more than a second behind
     */
    public CompletableFuture<Optional<MessagePlace>> of(UUID messageId) {
        return awaited.computeIfAbsent(messageId, _ -> new Awaited(new CompletableFuture<>(), System.nanoTime()))
                .place();
    }

    /** The place of a message that was sent earlier, and so may be in the read model already. */
    public CompletableFuture<Optional<MessagePlace>> ofEarlier(UUID messageId) {
        CompletableFuture<Optional<MessagePlace>> place = of(messageId);
        history.place(messageId).ifPresent(known -> found(messageId, known));
        return place;
    }

    /** Nobody waits for it after all: the message was refused. */
    public void forget(UUID messageId) {
        awaited.remove(messageId);
    }

    void found(UUID messageId, MessagePlace place) {
        tell(messageId, Optional.of(place));
    }

    private void tell(UUID messageId, Optional<MessagePlace> place) {
        Awaited waiting = awaited.remove(messageId);
        if (waiting != null) {
            waiting.place().complete(place);
        }
    }

    private void giveUpOldest() {
        long now = System.nanoTime();
        awaited.forEach((messageId, waiting) -> {
            if (now - waiting.sinceNanos() > PATIENCE_NANOS) {
                tell(messageId, Optional.empty());
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
