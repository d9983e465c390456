package connectly.handlers.typing;

import connectly.events.ChatEvent;
import connectly.events.ConversationCreated;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberUnmuted;
import connectly.events.UserId;
import connectly.handlers.CommandRejected;
import connectly.handlers.Criteria;
import connectly.handlers.Decision;
import connectly.handlers.Membership;
import connectly.handlers.Reason;
import connectly.handlers.UseCase;
import java.time.Clock;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Whoever may send a message may let the other members know that they are typing. Nothing is written; the log is asked,
 * because the read model may not know yet that somebody was removed or muted.
 */
public final class AnnouncingTyping implements UseCase<AnnounceTyping, Company, TypingHeard> {
    private final Clock clock;

    public AnnouncingTyping(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<AnnounceTyping> commandType() {
        return AnnounceTyping.class;
    }

    /** The criteria are the same for everybody in a conversation as far as can be: the log remembers what they find. */
    @Override
    public EventCriteria relevantTo(AnnounceTyping command) {
        EventTag conversation = EventTag.conversation(command.conversationId());
        return EventCriteria.either(
                Criteria.tagged(conversation, EventType.CONVERSATION_CREATED),
                Criteria.tagged(conversation, EventType.MEMBER_JOINED, EventType.MEMBER_LEFT),
                Criteria.tagged(
                        EventTag.member(command.conversationId(), command.userId()),
                        EventType.MEMBER_MUTED,
                        EventType.MEMBER_UNMUTED));
    }

    @Override
    public Company initialState(AnnounceTyping command) {
        return Company.UNKNOWN;
    }

    @Override
    public Company evolve(Company company, ChatEvent event) {
        return switch (event) {
            case ConversationCreated _ -> company.inExistingConversation();
            case MemberJoined joined -> company.joinedBy(joined.userId());
            case MemberLeft left -> company.leftBy(left.userId());
            case MemberMuted muted -> company.withMute(muted);
            case MemberUnmuted _ -> company.withMute(null);
            default -> company;
        };
    }

    @Override
    public Decision<TypingHeard> decide(AnnounceTyping command, Company company) {
        Set<UserId> others = company.members();
        boolean member = others.remove(command.userId());
        Reason refused = refused(company, member);
        if (refused != null) {
            throw new CommandRejected(refused);
        }
        return Decision.unchanged(new TypingHeard(others));
    }

    private @Nullable Reason refused(Company company, boolean member) {
        if (!company.conversationExists()) {
            return Reason.UNKNOWN_CONVERSATION;
        }
        if (!member) {
            return Reason.NOT_A_MEMBER;
        }
        return Membership.isMuted(company.mute(), clock.instant()) ? Reason.MUTED : null;
    }
}
