package connectly.web.conversations;

import connectly.events.ConversationId;
import connectly.events.MessageId;
import connectly.events.UserId;
import connectly.handlers.revising.DeleteMessage;
import connectly.handlers.revising.EditMessage;
import connectly.handlers.revising.MessageRevised;
import connectly.handlers.revising.ReactToMessage;
import connectly.query.updates.UpdateQueries;
import connectly.web.commands.Commands;
import connectly.web.feed.Cursors;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.ReadModelClock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Edits and deletes messages, and lets people react to them, for HTTP and for the socket alike. */
@Component
public final class Revising {
    private final Commands commands;
    private final UpdateQueries updates;
    private final ReadModelClock clock;
    private final LiveFeed feed;
    private final Cursors cursors;
    private final SendingPace pace;

    public Revising(
            Commands commands,
            UpdateQueries updates,
            ReadModelClock clock,
            LiveFeed feed,
            Cursors cursors,
            SendingPace pace) {
        this.commands = commands;
        this.updates = updates;
        this.clock = clock;
        this.feed = feed;
        this.cursors = cursors;
        this.pace = pace;
    }

    /**
     * Gives a message another text.
     *
     * @param body as the client sent it, not trusted yet
     * @return completed when it is on disk, and can be read unless the read model is more than a second behind; failed
     *     with a {@code ProblemException} when it was refused
     */
    public CompletableFuture<RevisedMessage> edit(UUID editor, UUID conversation, UUID message, @Nullable String body) {
        Fields fields = new Fields();
        String text = fields.required("body", body);
        fields.throwIfAny();
        return revise(
                editor,
                message,
                new EditMessage(new MessageId(message), new ConversationId(conversation), new UserId(editor), text));
    }

    /** Deletes a message; completed as {@link #edit} is. */
    public CompletableFuture<RevisedMessage> delete(UUID user, UUID conversation, UUID message) {
        return revise(
                user,
                message,
                new DeleteMessage(new MessageId(message), new ConversationId(conversation), new UserId(user)));
    }

    /**
     * Lets somebody react to a message, or not any more; completed as {@link #edit} is.
     *
     * @param emoji as the client sent it, not trusted yet, and so is {@code on}
     */
    public CompletableFuture<RevisedMessage> react(
            UUID user, UUID conversation, UUID message, @Nullable String emoji, @Nullable Boolean on) {
        Fields fields = new Fields();
        String text = fields.required("emoji", emoji);
        if (on == null) {
            fields.required("on", null);
        }
        fields.throwIfAny();
        return revise(
                user,
                message,
                new ReactToMessage(
                        new MessageId(message),
                        new ConversationId(conversation),
                        new UserId(user),
                        text,
                        Boolean.TRUE.equals(on)));
    }

    private CompletableFuture<RevisedMessage> revise(UUID user, UUID message, Object command) {
        pace.take(user);
        // What comes of it has a later position than all that could be read, or was told, before it was asked for. The
        // telling may lag: the one finds the place, the other is where a client can safely go on.
        long told = feed.position();
        long read = Math.max(told, clock.position());
        return commands.send(command, MessageRevised.class)
                .thenCompose(revised -> clock.caughtUp()
                        .thenApply(_ -> new RevisedMessage(
                                message, revised.at(), cursor(message, revised.changed(), read, told))));
    }

    /** Where the place is not known, the cursor is one that certainly comes before it: nothing is skipped. */
    private String cursor(UUID message, boolean changed, long read, long told) {
        return cursors.at(changed ? updates.firstOf(message, read).orElse(told) : told);
    }
}
