package connectly.handlers.sending;

import connectly.events.AccountRegistered;
import connectly.events.ChatEvent;
import connectly.events.ConversationCreated;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRoleChanged;
import connectly.events.MemberUnmuted;
import connectly.events.MessageDeleted;
import connectly.events.MessageEdited;
import connectly.events.MessageSent;
import connectly.events.ReactionChanged;
import connectly.events.ReceiptsRecorded;
import connectly.handlers.BodyPolicy;
import connectly.handlers.CommandRejected;
import connectly.handlers.Criteria;
import connectly.handlers.Decision;
import connectly.handlers.Reason;
import connectly.handlers.UseCase;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * A member who is not muted can send a message; the same client id never sends two. Sends into one conversation do not
 * matter to each other, so they never conflict; a mute, a removal or the same client id does.
 */
public final class SendingMessages implements UseCase<SendMessage, Sender, MessageAccepted> {
    private final Clock clock;

    public SendingMessages(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<SendMessage> commandType() {
        return SendMessage.class;
    }

    @Override
    public EventCriteria relevantTo(SendMessage command) {
        List<EventCriteria> relevant = new ArrayList<>();
        relevant.add(Criteria.tagged(EventTag.conversation(command.conversationId()), EventType.CONVERSATION_CREATED));
        relevant.add(Criteria.tagged(
                EventTag.member(command.conversationId(), command.senderId()),
                EventType.MEMBER_JOINED,
                EventType.MEMBER_LEFT,
                EventType.MEMBER_MUTED,
                EventType.MEMBER_UNMUTED));
        relevant.add(Criteria.tagged(
                EventTag.clientMessage(command.senderId(), command.clientMessageId()), EventType.MESSAGE_SENT));
        if (command.replyTo() != null) {
            relevant.add(Criteria.tagged(EventTag.message(command.replyTo()), EventType.MESSAGE_SENT));
        }
        return EventCriteria.either(relevant);
    }

    @Override
    public Sender initialState(SendMessage command) {
        return Sender.UNKNOWN;
    }

    @Override
    public Sender evolve(Sender sender, ChatEvent event) {
        return switch (event) {
            case ConversationCreated _ -> sender.inExistingConversation();
            case MemberJoined _ -> sender.asMember(true);
            case MemberLeft _ -> sender.asMember(false);
            case MemberMuted muted -> sender.withMute(muted);
            case MemberUnmuted _ -> sender.withMute(null);
            case MessageSent message -> sender.withMessage(message);
            case AccountRegistered _,
                    MemberRoleChanged _,
                    MessageEdited _,
                    MessageDeleted _,
                    ReactionChanged _,
                    ReceiptsRecorded _ -> sender;
        };
    }

    @Override
    public Decision<MessageAccepted> decide(SendMessage command, Sender sender) {
        MessageSent first = sender.sentAs(command.senderId(), command.clientMessageId());
        if (first != null) {
            return repeated(command, first);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Reason refused = refused(command, sender, now);
        if (refused != null) {
            throw new CommandRejected(refused);
        }
        MessageSent sent = new MessageSent(
                command.messageId(),
                command.conversationId(),
                command.senderId(),
                command.clientMessageId(),
                command.body(),
                command.replyTo(),
                now);
        return Decision.of(accepted(sent, false), sent);
    }

    /**
     * The first outcome stands, whatever has happened to the sender since. Of a body that is erased nobody can tell
     * whether it was the same; then it counts as the same, for the message was sent.
     */
    private static Decision<MessageAccepted> repeated(SendMessage command, MessageSent first) {
        boolean same = first.conversationId().equals(command.conversationId())
                && (first.body() == null || first.body().equals(command.body()))
                && Objects.equals(first.replyTo(), command.replyTo());
        if (!same) {
            throw new CommandRejected(Reason.DUPLICATE_WITH_OTHER_CONTENT);
        }
        return Decision.unchanged(accepted(first, true));
    }

    private static @Nullable Reason refused(SendMessage command, Sender sender, Instant now) {
        if (!sender.conversationExists()) {
            return Reason.UNKNOWN_CONVERSATION;
        }
        if (!sender.member()) {
            return Reason.NOT_A_MEMBER;
        }
        if (sender.isMutedAt(now)) {
            return Reason.MUTED;
        }
        if (command.replyTo() != null && !sender.hasMessage(command.conversationId(), command.replyTo())) {
            return Reason.UNKNOWN_REPLY_TARGET;
        }
        return BodyPolicy.violated(command.body());
    }

    private static MessageAccepted accepted(MessageSent sent, boolean repeated) {
        return new MessageAccepted(sent.messageId(), sent.clientMessageId(), sent.sentAt(), sent.checksum(), repeated);
    }
}
