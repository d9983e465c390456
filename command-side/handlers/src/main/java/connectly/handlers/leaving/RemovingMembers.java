package connectly.handlers.leaving;

import connectly.events.ChatEvent;
import connectly.events.ConversationCreated;
import connectly.events.ConversationKind;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberRole;
import connectly.events.MemberRoleChanged;
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
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Everybody can leave a group, and its moderators can remove others. A direct conversation keeps its two people.
 *
 * <p>When the last moderator leaves, whoever of the others joined first becomes moderator in the same append: nobody is
 * held back, and a group that has members has a moderator.
 */
public final class RemovingMembers implements UseCase<RemoveMember, Roster, MemberRemoved> {
    private static final EventType[] MEMBERSHIP = {
        EventType.MEMBER_JOINED, EventType.MEMBER_LEFT, EventType.MEMBER_ROLE_CHANGED
    };

    private final Clock clock;

    public RemovingMembers(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<RemoveMember> commandType() {
        return RemoveMember.class;
    }

    /** The whole roster matters to somebody who leaves; where one removes another, only those two. */
    @Override
    public EventCriteria relevantTo(RemoveMember command) {
        List<EventCriteria> relevant = new ArrayList<>();
        EventTag conversation = EventTag.conversation(command.conversationId());
        relevant.add(Criteria.tagged(conversation, EventType.CONVERSATION_CREATED));
        if (command.isLeaving()) {
            relevant.add(Criteria.tagged(conversation, MEMBERSHIP));
        } else {
            relevant.add(Criteria.tagged(EventTag.member(command.conversationId(), command.userId()), MEMBERSHIP));
            relevant.add(Criteria.tagged(EventTag.member(command.conversationId(), command.removedBy()), MEMBERSHIP));
        }
        return EventCriteria.either(relevant);
    }

    @Override
    public Roster initialState(RemoveMember command) {
        return Roster.UNKNOWN;
    }

    @Override
    public Roster evolve(Roster roster, ChatEvent event) {
        return switch (event) {
            case ConversationCreated created -> roster.of(created.kind());
            case MemberJoined joined -> roster.with(joined.userId(), joined.role());
            case MemberLeft left -> roster.without(left.userId());
            case MemberRoleChanged changed -> roster.with(changed.userId(), changed.role());
            default -> roster;
        };
    }

    @Override
    public Decision<MemberRemoved> decide(RemoveMember command, Roster roster) {
        Reason refused = refused(command, roster);
        if (refused != null) {
            throw new CommandRejected(refused);
        }
        if (!roster.isMember(command.userId())) {
            return Decision.unchanged(new MemberRemoved(false));
        }
        return new Decision<>(new MemberRemoved(true), events(command, roster));
    }

    private static @Nullable Reason refused(RemoveMember command, Roster roster) {
        if (roster.kind() == null) {
            return Reason.UNKNOWN_CONVERSATION;
        }
        if (!roster.isMember(command.removedBy())) {
            // Who has left and did not hear so may ask again.
            return command.isLeaving() ? null : Reason.NOT_A_MEMBER;
        }
        if (roster.kind() == ConversationKind.DIRECT) {
            return Reason.DIRECT_KEEPS_ITS_MEMBERS;
        }
        boolean allowed = command.isLeaving() || roster.isModerator(command.removedBy());
        return allowed ? null : Reason.NOT_A_MODERATOR;
    }

    private List<ChatEvent> events(RemoveMember command, Roster roster) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<ChatEvent> events = new ArrayList<>();
        events.add(new MemberLeft(command.conversationId(), command.userId(), command.removedBy(), now));
        // Of a removal only two are known, and the moderator of the two stays.
        roster.without(command.userId())
                .successor()
                .ifPresent(successor -> events.add(new MemberRoleChanged(
                        command.conversationId(), successor, MemberRole.MODERATOR, command.removedBy(), now)));
        return events;
    }
}
