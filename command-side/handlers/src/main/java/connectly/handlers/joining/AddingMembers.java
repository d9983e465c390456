package connectly.handlers.joining;

import connectly.events.AccountRegistered;
import connectly.events.ChatEvent;
import connectly.events.ConversationCreated;
import connectly.events.ConversationKind;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberRole;
import connectly.handlers.CommandRejected;
import connectly.handlers.Criteria;
import connectly.handlers.Decision;
import connectly.handlers.Membership;
import connectly.handlers.Reason;
import connectly.handlers.UseCase;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Any member of a group can let others in, as plain members; whoever left comes back this way too. Nobody lets
 * themselves in: a group is open to those who were asked. A direct conversation keeps its two people.
 *
 * <p>Every joining and leaving of the group matters, since the number of its members is bounded.
 */
public final class AddingMembers implements UseCase<AddMember, Admission, MemberAdded> {
    private final Clock clock;

    public AddingMembers(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<AddMember> commandType() {
        return AddMember.class;
    }

    @Override
    public EventCriteria relevantTo(AddMember command) {
        return EventCriteria.either(
                Criteria.tagged(
                        EventTag.conversation(command.conversationId()),
                        EventType.CONVERSATION_CREATED,
                        EventType.MEMBER_JOINED,
                        EventType.MEMBER_LEFT),
                Criteria.tagged(EventTag.account(command.userId()), EventType.ACCOUNT_REGISTERED));
    }

    @Override
    public Admission initialState(AddMember command) {
        return Admission.of(command.userId(), command.addedBy());
    }

    @Override
    public Admission evolve(Admission admission, ChatEvent event) {
        return switch (event) {
            case ConversationCreated created -> admission.into(created.kind());
            case AccountRegistered _ -> admission.withAccount();
            case MemberJoined joined -> admission.afterJoining(joined.userId());
            case MemberLeft left -> admission.afterLeaving(left.userId());
            default -> admission;
        };
    }

    @Override
    public Decision<MemberAdded> decide(AddMember command, Admission admission) {
        Reason refused = refused(admission);
        if (refused != null) {
            throw new CommandRejected(refused);
        }
        if (admission.newcomerIsMember()) {
            return Decision.unchanged(new MemberAdded(false));
        }
        return Decision.of(
                new MemberAdded(true),
                new MemberJoined(
                        command.conversationId(),
                        command.userId(),
                        MemberRole.MEMBER,
                        command.addedBy(),
                        false,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private static @Nullable Reason refused(Admission admission) {
        if (admission.kind() == null) {
            return Reason.UNKNOWN_CONVERSATION;
        }
        if (!admission.hostIsMember()) {
            return Reason.NOT_A_MEMBER;
        }
        if (admission.newcomerIsMember()) {
            return null;
        }
        if (admission.kind() == ConversationKind.DIRECT) {
            return Reason.DIRECT_KEEPS_ITS_MEMBERS;
        }
        if (!admission.newcomerHasAccount()) {
            return Reason.UNKNOWN_NEWCOMER;
        }
        return admission.members() < Membership.MOST_MEMBERS ? null : Reason.CONVERSATION_FULL;
    }
}
