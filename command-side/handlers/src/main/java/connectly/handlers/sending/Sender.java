package connectly.handlers.sending;

import connectly.events.ClientMessageId;
import connectly.events.ConversationId;
import connectly.events.MemberMuted;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.UserId;
import connectly.handlers.Membership;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to let somebody send a message.
 *
 * @param conversationExists whether there is such a conversation
 * @param member whether the sender is in it now
 * @param mute the mute that was not lifted; null where none. Leaving does not lift it
 * @param messages the few messages that matter: the one with the same client id, and the one that is answered
 */
record Sender(
        boolean conversationExists,
        boolean member,
        @Nullable MemberMuted mute,
        List<MessageSent> messages) {
    static final Sender UNKNOWN = new Sender(false, false, null, List.of());

    Sender inExistingConversation() {
        return new Sender(true, member, mute, messages);
    }

    Sender asMember(boolean isMember) {
        return new Sender(conversationExists, isMember, mute, messages);
    }

    Sender withMute(@Nullable MemberMuted newMute) {
        return new Sender(conversationExists, member, newMute, messages);
    }

    Sender withMessage(MessageSent message) {
        return new Sender(
                conversationExists,
                member,
                mute,
                Stream.concat(messages.stream(), Stream.of(message)).toList());
    }

    boolean isMutedAt(Instant now) {
        return Membership.isMuted(mute, now);
    }

    /** The message that this sender already sent under the client's id; null where the id is new. */
    @Nullable MessageSent sentAs(UserId sender, ClientMessageId id) {
        return messages.stream()
                .filter(message -> message.senderId().equals(sender)
                        && message.clientMessageId().equals(id))
                .findFirst()
                .orElse(null);
    }

    boolean hasMessage(ConversationId conversation, MessageId id) {
        return messages.stream()
                .anyMatch(message -> message.conversationId().equals(conversation)
                        && message.messageId().equals(id));
    }
}
