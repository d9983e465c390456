package connectly.handlers.conversing;

import connectly.events.AccountRegistered;
import connectly.events.ChatEvent;
import connectly.events.ConversationCreated;
import connectly.events.ConversationKind;
import connectly.events.DirectPair;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.events.MemberJoined;
import connectly.events.MemberRole;
import connectly.events.UserId;
import connectly.handlers.CommandRejected;
import connectly.handlers.Criteria;
import connectly.handlers.Decision;
import connectly.handlers.Line;
import connectly.handlers.Membership;
import connectly.handlers.Reason;
import connectly.handlers.UseCase;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/** Everybody in a conversation has an account, and two people have one direct conversation. */
public final class CreatingConversations implements UseCase<CreateConversation, Foundation, ConversationOpened> {
    /** The longest title, in code points. */
    public static final int LONGEST_TITLE = 100;

    private final Clock clock;

    public CreatingConversations(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<CreateConversation> commandType() {
        return CreateConversation.class;
    }

    @Override
    public EventCriteria relevantTo(CreateConversation command) {
        List<EventCriteria> relevant = new ArrayList<>();
        SequencedSet<UserId> members = membersOf(command);
        members.forEach(user -> relevant.add(Criteria.tagged(EventTag.account(user), EventType.ACCOUNT_REGISTERED)));
        DirectPair pair = pairOf(command);
        if (pair != null) {
            relevant.add(Criteria.tagged(EventTag.direct(pair), EventType.CONVERSATION_CREATED));
        }
        return EventCriteria.either(relevant);
    }

    @Override
    public Foundation initialState(CreateConversation command) {
        return Foundation.NOTHING_KNOWN;
    }

    @Override
    public Foundation evolve(Foundation state, ChatEvent event) {
        return switch (event) {
            case AccountRegistered registered -> state.withAccount(registered.userId());
            case ConversationCreated created -> state.withExisting(created);
            default -> state;
        };
    }

    @Override
    public Decision<ConversationOpened> decide(CreateConversation command, Foundation foundation) {
        Reason violated = violated(command);
        if (violated != null) {
            throw new CommandRejected(violated);
        }
        if (!foundation.known().containsAll(membersOf(command))) {
            throw new CommandRejected(Reason.UNKNOWN_ACCOUNT);
        }
        ConversationCreated existing = foundation.existing();
        return existing == null ? founded(command) : Decision.unchanged(opened(existing, true));
    }

    private static @Nullable Reason violated(CreateConversation command) {
        int members = membersOf(command).size();
        if (command.kind() == ConversationKind.DIRECT && members != 2) {
            return Reason.DIRECT_NEEDS_ONE_OTHER_MEMBER;
        }
        if (members > Membership.MOST_MEMBERS) {
            return Reason.TOO_MANY_MEMBERS;
        }
        return violatedTitle(command.kind(), command.title());
    }

    private static @Nullable Reason violatedTitle(ConversationKind kind, @Nullable String title) {
        if (title == null) {
            return null;
        }
        if (kind == ConversationKind.DIRECT) {
            return Reason.DIRECT_HAS_NO_TITLE;
        }
        return Line.isOne(title, LONGEST_TITLE) ? null : Reason.TITLE_INVALID;
    }

    private Decision<ConversationOpened> founded(CreateConversation command) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ConversationCreated created = new ConversationCreated(
                command.conversationId(), command.kind(), command.title(), pairOf(command), command.createdBy(), now);
        List<ChatEvent> events = new ArrayList<>();
        events.add(created);
        for (UserId user : membersOf(command)) {
            boolean moderates = command.kind() == ConversationKind.GROUP && user.equals(command.createdBy());
            events.add(new MemberJoined(
                    command.conversationId(),
                    user,
                    moderates ? MemberRole.MODERATOR : MemberRole.MEMBER,
                    command.createdBy(),
                    true,
                    now));
        }
        return new Decision<>(opened(created, false), events);
    }

    private static ConversationOpened opened(ConversationCreated created, boolean existing) {
        return new ConversationOpened(
                created.conversationId(), created.kind(), created.title(), created.createdAt(), existing);
    }

    private static SequencedSet<UserId> membersOf(CreateConversation command) {
        SequencedSet<UserId> members = new LinkedHashSet<>();
        members.add(command.createdBy());
        members.addAll(command.memberIds());
        return members;
    }

    private static @Nullable DirectPair pairOf(CreateConversation command) {
        SequencedSet<UserId> members = membersOf(command);
        return command.kind() == ConversationKind.DIRECT && members.size() == 2
                ? DirectPair.of(members.getFirst(), members.getLast())
                : null;
    }
}
