package connectly.handlers.muting;

import connectly.events.ChatEvent;
import connectly.events.MemberUnmuted;
import connectly.handlers.CommandRejected;
import connectly.handlers.Decision;
import connectly.handlers.Reason;
import connectly.handlers.UseCase;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A moderator can lift a mute. To lift one that has ended, or that never was, changes nothing. */
public final class UnmutingMembers implements UseCase<UnmuteMember, Moderation, MuteSettled> {
    private final Clock clock;

    public UnmutingMembers(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<UnmuteMember> commandType() {
        return UnmuteMember.class;
    }

    @Override
    public EventCriteria relevantTo(UnmuteMember command) {
        return Moderation.relevantTo(command.conversationId(), command.unmutedBy(), command.userId());
    }

    @Override
    public Moderation initialState(UnmuteMember command) {
        return Moderation.of(command.unmutedBy(), command.userId());
    }

    @Override
    public Moderation evolve(Moderation state, ChatEvent event) {
        return state.after(event);
    }

    @Override
    public Decision<MuteSettled> decide(UnmuteMember command, Moderation moderation) {
        Reason refused = moderation.refused();
        if (refused != null) {
            throw new CommandRejected(refused);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!moderation.isMutedAt(now)) {
            return Decision.unchanged(new MuteSettled(false));
        }
        return Decision.of(
                new MuteSettled(true),
                new MemberUnmuted(command.conversationId(), command.userId(), command.unmutedBy(), now));
    }
}
