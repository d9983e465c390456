package connectly.handlers.muting;

import connectly.events.ChatEvent;
import connectly.events.MemberMuted;
import connectly.handlers.CommandRejected;
import connectly.handlers.Decision;
import connectly.handlers.Line;
import connectly.handlers.Reason;
import connectly.handlers.UseCase;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/** A moderator can mute any member, another moderator and themselves too. Muting again replaces the mute before. */
public final class MutingMembers implements UseCase<MuteMember, Moderation, MuteSettled> {
    /** The longest reason of a mute, in code points. */
    public static final int LONGEST_REASON = 200;

    /** RFC 3339, the form of every time that leaves the product, has years of four digits. */
    private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    private final Clock clock;

    public MutingMembers(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<MuteMember> commandType() {
        return MuteMember.class;
    }

    @Override
    public EventCriteria relevantTo(MuteMember command) {
        return Moderation.relevantTo(command.conversationId(), command.mutedBy(), command.userId());
    }

    @Override
    public Moderation initialState(MuteMember command) {
        return Moderation.of(command.mutedBy(), command.userId());
    }

    @Override
    public Moderation evolve(Moderation state, ChatEvent event) {
        return state.after(event);
    }

    @Override
    public Decision<MuteSettled> decide(MuteMember command, Moderation moderation) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant until = command.until() == null ? null : command.until().truncatedTo(ChronoUnit.MILLIS);
        Reason refused = refused(command, until, now, moderation);
        if (refused != null) {
            throw new CommandRejected(refused);
        }
        MemberMuted before = moderation.mute();
        if (before != null
                && Objects.equals(before.until(), until)
                && Objects.equals(before.reason(), command.reason())) {
            return Decision.unchanged(new MuteSettled(false));
        }
        return Decision.of(
                new MuteSettled(true),
                new MemberMuted(
                        command.conversationId(), command.userId(), until, command.reason(), command.mutedBy(), now));
    }

    private static @Nullable Reason refused(
            MuteMember command, @Nullable Instant until, Instant now, Moderation moderation) {
        Reason refused = moderation.refused();
        if (refused != null) {
            return refused;
        }
        if (!moderation.targetIsMember()) {
            return Reason.UNKNOWN_MEMBER;
        }
        if (until != null && !(until.isAfter(now) && until.isBefore(END_OF_TIME))) {
            return Reason.MUTE_END_INVALID;
        }
        boolean wellSaid = command.reason() == null || Line.isOne(command.reason(), LONGEST_REASON);
        return wellSaid ? null : Reason.MUTE_REASON_INVALID;
    }
}
