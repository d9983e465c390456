package connectly.web.feed;

import connectly.query.history.HistoryQueries;
import connectly.query.history.MessagePlace;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Finds out where an accepted message stands, as soon as the read model has it. */
public final class MessagePlaces {
    /** An acknowledgement waits no longer than this for its seq; the update brings it later. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final HistoryQueries history;
    private final Map<UUID, CompletableFuture<MessagePlace>> awaited = new ConcurrentHashMap<>();

    public MessagePlaces(HistoryQueries history) {
        this.history = history;
    }

    /**
     * The place of a message, to be asked for before the message is sent so that it cannot be missed.
     *
     * @return completed with empty when the read model is more than a second behind
     */
    public CompletableFuture<Optional<MessagePlace>> of(UUID messageId) {
        CompletableFuture<MessagePlace> place = awaited.computeIfAbsent(messageId, _ -> new CompletableFuture<>());
        return place.thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> awaited.remove(messageId, place));
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
        CompletableFuture<MessagePlace> waiting = awaited.remove(messageId);
        if (waiting != null) {
            waiting.complete(place);
        }
    }
}
