package connectly.handlers.revising;

import connectly.events.ChatEvent;
import connectly.events.EventType;
import connectly.events.MessageEdited;
import connectly.handlers.BodyPolicy;
import connectly.handlers.CommandRejected;
import connectly.handlers.Decision;
import connectly.handlers.Reason;
import connectly.handlers.UseCase;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * A member who is not muted can edit their own messages, to whatever could be sent. What is deleted stays so: an edit
 * that races a deletion comes before it or is refused.
 */
public final class EditingMessages implements UseCase<EditMessage, Revision, MessageRevised> {
    private final Clock clock;

    public EditingMessages(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<EditMessage> commandType() {
        return EditMessage.class;
    }

    @Override
    public EventCriteria relevantTo(EditMessage command) {
        return Revision.relevantTo(
                command.messageId(),
                command.conversationId(),
                command.editorId(),
                EventType.MEMBER_MUTED,
                EventType.MEMBER_UNMUTED);
    }

    @Override
    public Revision initialState(EditMessage command) {
        return Revision.UNKNOWN;
    }

    @Override
    public Revision evolve(Revision revision, ChatEvent event) {
        return revision.after(event);
    }

    @Override
    public Decision<MessageRevised> decide(EditMessage command, Revision revision) {
        Revision.Message message = revision.messageIn(command.conversationId());
        boolean own = message.author().equals(command.editorId());
        // Whoever was muted since, and did not hear that the edit was made, may ask again.
        if (own && !message.deleted() && command.body().equals(message.body())) {
            return Decision.unchanged(new MessageRevised(false, message.revisedAt()));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Reason refused = refused(command, revision, own, message.deleted(), now);
        if (refused != null) {
            throw new CommandRejected(refused);
        }
        return Decision.of(
                new MessageRevised(true, now),
                new MessageEdited(
                        command.messageId(), command.conversationId(), command.editorId(), command.body(), now));
    }

    private static @Nullable Reason refused(
            EditMessage command, Revision revision, boolean own, boolean deleted, Instant now) {
        if (!own) {
            return Reason.NOT_THE_AUTHOR;
        }
        if (deleted) {
            return Reason.MESSAGE_DELETED;
        }
        return revision.isMutedAt(now) ? Reason.MUTED : BodyPolicy.violated(command.body());
    }
}
