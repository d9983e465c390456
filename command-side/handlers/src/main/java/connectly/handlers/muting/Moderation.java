package connectly.handlers.muting;

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
import connectly.events.UserId;
import connectly.handlers.Criteria;
import connectly.handlers.Membership;
import connectly.handlers.Reason;
import java.time.Instant;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to let one person rule over another's writing. The two may be the same.
 *
 * @param actor who asks
 * @param target whose writing it is about
 * @param conversationExists whether there is such a conversation
 * @param actorRole what the actor may do now; null while they are no member
 * @param targetIsMember whether the target is in it now
 * @param mute the mute that was not lifted; null where none. Leaving does not lift it
 */
record Moderation(
        UserId actor,
        UserId target,
        boolean conversationExists,
        @Nullable MemberRole actorRole,
        boolean targetIsMember,
        @Nullable MemberMuted mute) {

    static EventCriteria relevantTo(ConversationId conversation, UserId actor, UserId target) {
        return EventCriteria.either(
                Criteria.tagged(EventTag.conversation(conversation), EventType.CONVERSATION_CREATED),
                Criteria.tagged(
                        EventTag.member(conversation, actor),
                        EventType.MEMBER_JOINED,
                        EventType.MEMBER_LEFT,
                        EventType.MEMBER_ROLE_CHANGED),
                Criteria.tagged(
                        EventTag.member(conversation, target),
                        EventType.MEMBER_JOINED,
                        EventType.MEMBER_LEFT,
                        EventType.MEMBER_MUTED,
                        EventType.MEMBER_UNMUTED));
    }

    static Moderation of(UserId actor, UserId target) {
        return new Moderation(actor, target, false, null, false, null);
    }

    Moderation after(ChatEvent event) {
        return switch (event) {
            case ConversationCreated _ -> new Moderation(actor, target, true, actorRole, targetIsMember, mute);
            case MemberJoined joined -> asMember(joined.userId(), joined.role());
            case MemberLeft left -> asMember(left.userId(), null);
            case MemberRoleChanged changed -> asMember(changed.userId(), changed.role());
            case MemberMuted muted when muted.userId().equals(target) -> withMute(muted);
            case MemberUnmuted unmuted when unmuted.userId().equals(target) -> withMute(null);
            default -> this;
        };
    }

    private Moderation asMember(UserId user, @Nullable MemberRole role) {
        return new Moderation(
                actor,
                target,
                conversationExists,
                user.equals(actor) ? role : actorRole,
                user.equals(target) ? role != null : targetIsMember,
                mute);
    }

    private Moderation withMute(@Nullable MemberMuted newMute) {
        return new Moderation(actor, target, conversationExists, actorRole, targetIsMember, newMute);
    }

    /** The reason why the actor cannot moderate here; null when they can. Nobody can in a direct conversation. */
    @Nullable Reason refused() {
        if (!conversationExists) {
            return Reason.UNKNOWN_CONVERSATION;
        }
        if (actorRole == null) {
            return Reason.NOT_A_MEMBER;
        }
        return actorRole == MemberRole.MODERATOR ? null : Reason.NOT_A_MODERATOR;
    }

    boolean isMutedAt(Instant now) {
        return Membership.isMuted(mute, now);
    }
}
