package connectly.web.conversations;

import connectly.events.ClientMessageId;
import connectly.events.ConversationId;
import connectly.events.MessageId;
import connectly.events.UserId;
import connectly.handlers.sending.MessageAccepted;
import connectly.handlers.sending.SendMessage;
import connectly.query.history.MessagePlace;
import connectly.web.commands.Commands;
import connectly.web.feed.Cursors;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.MessagePlaces;
import connectly.web.limits.RateLimiter;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends messages, for HTTP and for the socket alike. */
@Component
public final class Sending {
    /** One a second, ten at once. */
    private static final int BURST = 10;

    private final Commands commands;
    private final MessagePlaces places;
    private final LiveFeed feed;
    private final Cursors cursors;
    private final @Nullable RateLimiter limiter;

    public Sending(Commands commands, MessagePlaces places, LiveFeed feed, Cursors cursors, Settings settings) {
        this.commands = commands;
        this.places = places;
        this.feed = feed;
        this.cursors = cursors;
        this.limiter = settings.limited() ? new RateLimiter(BURST, Duration.ofSeconds(BURST)) : null;
    }

    /**
     * Sends a message.
     *
     * @return completed when it is on disk; failed with a {@code ProblemException} when it was refused
     */
    public CompletableFuture<SentMessage> send(UUID sender, UUID conversation, MessageForm form) {
        MessageForm.Checked checked = form.checked();
        limit(sender);
        MessageId id = MessageId.next();
        CompletableFuture<Optional<MessagePlace>> place = places.of(id.value());
        SendMessage command = new SendMessage(
                id,
                new ConversationId(conversation),
                new UserId(sender),
                new ClientMessageId(checked.clientMessageId()),
                checked.body(),
                checked.replyTo() == null ? null : new MessageId(checked.replyTo()));
        return commands.send(command, MessageAccepted.class)
                .whenComplete((accepted, _) -> {
                    if (accepted == null || accepted.repeated()) {
                        places.forget(id.value());
                    }
                })
                .thenCompose(accepted -> placed(accepted, place));
    }

    private CompletableFuture<SentMessage> placed(
            MessageAccepted accepted, CompletableFuture<Optional<MessagePlace>> place) {
        return (accepted.repeated() ? places.ofEarlier(accepted.messageId().value()) : place)
                .thenApply(found -> SentMessage.of(accepted, found, this::cursor));
    }

    /** Where the place is not known, the cursor is one that certainly comes before the message: nothing is skipped. */
    private String cursor(Optional<MessagePlace> place) {
        return cursors.at(place.map(MessagePlace::position).orElseGet(feed::position));
    }

    private void limit(UUID sender) {
        if (limiter == null) {
            return;
        }
        limiter.take(sender.toString()).ifPresent(wait -> {
            throw Problem.of(ProblemCode.RATE_LIMITED)
                    .detail("You are sending faster than one message a second.")
                    .retryAfter(wait)
                    .toException();
        });
    }
}
