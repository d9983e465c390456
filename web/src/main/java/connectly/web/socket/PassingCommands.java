package connectly.web.socket;

import connectly.web.conversations.Fields;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The frames that are told in passing: who types, and whether somebody is there. They get no ack. */
final class PassingCommands {
    private final Typing typing;

    PassingCommands(Typing typing) {
        this.typing = typing;
    }

    /** Tells the others that a user types in a conversation, or no longer does. */
    interface Typing {
        CompletableFuture<Void> show(UUID user, UUID conversation, boolean on);
    }

    CompletableFuture<Void> typing(UUID user, InboundFrame frame) {
        Fields fields = new Fields();
        UUID conversation = fields.requiredId("conversationId", frame.conversationId());
        boolean on = required(fields, frame.on());
        fields.throwIfAny();
        return typing.show(user, conversation, on);
    }

    private static boolean required(Fields fields, @Nullable Boolean on) {
        if (on == null) {
            fields.wrong("on", "required", "This field is required.");
            return false;
        }
        return on;
    }

    /** Returns false where the frame does not say which. */
    boolean activity(Connection connection, InboundFrame frame) {
        switch (frame.state()) {
            case "active" -> connection.active();
            case "away" -> connection.away();
            case null, default -> {
                return false;
            }
        }
        return true;
    }
}
