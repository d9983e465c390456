package connectly.handlers.revising;

import connectly.events.ChatEvent;
import connectly.events.EventType;
import connectly.events.MemberRole;
import connectly.events.MessageDeleted;
import connectly.handlers.CommandRejected;
import connectly.handlers.Decision;
import connectly.handlers.Reason;
import connectly.handlers.UseCase;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A member can delete their own messages, muted or not, and a moderator those of everybody. */
public final class DeletingMessages implements UseCase<DeleteMessage, Revision, MessageRevised> {
    private final Clock clock;

    public DeletingMessages(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<DeleteMessage> commandType() {
        return DeleteMessage.class;
    }

    @Override
    public EventCriteria relevantTo(DeleteMessage command) {
        return Revision.relevantTo(
                command.messageId(), command.conversationId(), command.deletedBy(), EventType.MEMBER_ROLE_CHANGED);
    }

    @Override
    public Revision initialState(DeleteMessage command) {
        return Revision.UNKNOWN;
    }

    @Override
    public Revision evolve(Revision revision, ChatEvent event) {
        return revision.after(event);
    }

    @Override
    public Decision<MessageRevised> decide(DeleteMessage command, Revision revision) {
        Revision.Message message = revision.messageIn(command.conversationId());
        if (!message.author().equals(command.deletedBy()) && revision.role() != MemberRole.MODERATOR) {
            throw new CommandRejected(Reason.NEITHER_AUTHOR_NOR_MODERATOR);
        }
        if (message.deleted()) {
            return Decision.unchanged(new MessageRevised(false, message.revisedAt()));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Decision.of(
                new MessageRevised(true, now),
                new MessageDeleted(command.messageId(), command.conversationId(), command.deletedBy(), now));
    }
}
