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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Sends messages, for HTTP and for the socket alike. */
@Component
public final class Sending {
    private final Commands commands;
    private final MessagePlaces places;
    private final LiveFeed feed;
    private final Cursors cursors;
    private final SendingPace pace;

    public Sending(Commands commands, MessagePlaces places, LiveFeed feed, Cursors cursors, SendingPace pace) {
        this.commands = commands;
        this.places = places;
        this.feed = feed;
        this.cursors = cursors;
        this.pace = pace;
    }

    /**
     * Sends a message.
     *
     * @return completed when it is on disk; failed with a {@code ProblemException} when it was refused
     */
    public CompletableFuture<SentMessage> send(UUID sender, UUID conversation, MessageForm form) {
        MessageForm.Checked checked = form.checked();
        pace.take(sender);
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
}
