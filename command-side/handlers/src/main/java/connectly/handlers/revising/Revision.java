package connectly.handlers.revising;

import connectly.events.AccountRegistered;
import connectly.events.ChatEvent;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRole;
import connectly.events.MemberRoleChanged;
import connectly.events.MemberUnmuted;
import connectly.events.MessageDeleted;
import connectly.events.MessageEdited;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.ReactionChanged;
import connectly.events.ReceiptsRecorded;
import connectly.events.UserId;
import connectly.handlers.CommandRejected;
import connectly.handlers.Criteria;
import connectly.handlers.Membership;
import connectly.handlers.Reason;
import java.time.Instant;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to let somebody revise a message.
 *
 * @param conversationExists whether there is such a conversation
 * @param role what who asks may do there now; null while they are no member
 * @param mute theirs, if it was not lifted; null where none
 * @param message null while there is none
 */
record Revision(
        boolean conversationExists,
        @Nullable MemberRole role,
        @Nullable MemberMuted mute,
        @Nullable Message message) {
    static final Revision UNKNOWN = new Revision(false, null, null, null);

    /**
     * The message as it is now.
     *
     * @param body null once it is deleted or erased
     * @param revisedAt of the last edit, or of the deletion; null while it is as it was sent
     */
    record Message(
            ConversationId conversation,
            UserId author,
            @Nullable String body,
            boolean deleted,
            @Nullable Instant revisedAt) {
        static Message of(MessageSent sent) {
            return new Message(sent.conversationId(), sent.senderId(), sent.body(), false, null);
        }

        Message after(MessageEdited edit) {
            return new Message(conversation, author, edit.body(), deleted, edit.editedAt());
        }

        Message after(MessageDeleted deletion) {
            return new Message(conversation, author, null, true, deletion.deletedAt());
        }
    }

    /** @param standing the events about the one who asks that matter beside their joining and leaving */
    static EventCriteria relevantTo(
            MessageId message, ConversationId conversation, UserId user, EventType... standing) {
        EventTag member = EventTag.member(conversation, user);
        return EventCriteria.either(
                Criteria.tagged(EventTag.conversation(conversation), EventType.CONVERSATION_CREATED),
                Criteria.tagged(member, EventType.MEMBER_JOINED, EventType.MEMBER_LEFT),
                Criteria.tagged(member, standing),
                Criteria.tagged(
                        EventTag.message(message),
                        EventType.MESSAGE_SENT,
                        EventType.MESSAGE_EDITED,
                        EventType.MESSAGE_DELETED));
    }

    Revision after(ChatEvent event) {
        return switch (event) {
            case ConversationCreated _ -> new Revision(true, role, mute, message);
            case MemberJoined joined -> withRole(joined.role());
            case MemberLeft _ -> withRole(null);
            case MemberRoleChanged changed -> withRole(changed.role());
            case MemberMuted muted -> withMute(muted);
            case MemberUnmuted _ -> withMute(null);
            case MessageSent sent -> withMessage(Message.of(sent));
            case MessageEdited edit -> withMessage(message == null ? null : message.after(edit));
            case MessageDeleted deletion -> withMessage(message == null ? null : message.after(deletion));
            case AccountRegistered _, ReactionChanged _, ReceiptsRecorded _ -> this;
        };
    }

    private Revision withRole(@Nullable MemberRole newRole) {
        return new Revision(conversationExists, newRole, mute, message);
    }

    private Revision withMute(@Nullable MemberMuted newMute) {
        return new Revision(conversationExists, role, newMute, message);
    }

    private Revision withMessage(@Nullable Message newMessage) {
        return new Revision(conversationExists, role, mute, newMessage);
    }

    boolean isMutedAt(Instant now) {
        return Membership.isMuted(mute, now);
    }

    /**
     * The message, for somebody who may see it.
     *
     * @throws CommandRejected when they are no member, or the conversation has no such message
     */
    Message messageIn(ConversationId conversation) {
        if (!conversationExists) {
            throw new CommandRejected(Reason.UNKNOWN_CONVERSATION);
        }
        if (role == null) {
            throw new CommandRejected(Reason.NOT_A_MEMBER);
        }
        if (message == null || !message.conversation().equals(conversation)) {
            throw new CommandRejected(Reason.UNKNOWN_MESSAGE);
        }
        return message;
    }
}
