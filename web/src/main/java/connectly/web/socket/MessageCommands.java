package connectly.web.socket;

import connectly.web.conversations.Fields;
import connectly.web.conversations.Revising;
import connectly.web.conversations.Sending;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The frames that send messages, revise them and react to them, each with the ack that it gets. */
final class MessageCommands {
    private final Frames frames;
    private final Sending sending;
    private final Revising revising;

    MessageCommands(Frames frames, Sending sending, Revising revising) {
        this.frames = frames;
        this.sending = sending;
        this.revising = revising;
    }

    CompletableFuture<String> send(UUID sender, InboundFrame frame) {
        Fields fields = new Fields();
        UUID conversation = fields.requiredId("conversationId", frame.conversationId());
        fields.throwIfAny();
        return sending.send(sender, conversation, frame.message()).thenApply(sent -> frames.ack(frame.id(), sent));
    }

    CompletableFuture<String> edit(UUID editor, InboundFrame frame) {
        Target target = Target.of(frame);
        return revising.edit(editor, target.conversation(), target.message(), frame.body())
                .thenApply(revised -> frames.ack(frame.id(), revised));
    }

    CompletableFuture<String> delete(UUID user, InboundFrame frame) {
        Target target = Target.of(frame);
        return revising.delete(user, target.conversation(), target.message())
                .thenApply(revised -> frames.ack(frame.id(), revised));
    }

    CompletableFuture<String> react(UUID user, InboundFrame frame) {
        Target target = Target.of(frame);
        return revising.react(user, target.conversation(), target.message(), frame.emoji(), frame.on())
                .thenApply(revised -> frames.ack(frame.id(), revised));
    }

    /** The message that a frame is about. */
    private record Target(UUID conversation, UUID message) {
        static Target of(InboundFrame frame) {
            Fields fields = new Fields();
            Target target = new Target(
                    fields.requiredId("conversationId", frame.conversationId()),
                    fields.requiredId("messageId", frame.messageId()));
            fields.throwIfAny();
            return target;
        }
    }
}
