package connectly.handlers.revising;

import connectly.events.ChatEvent;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.events.ReactionChanged;
import connectly.handlers.CommandRejected;
import connectly.handlers.Criteria;
import connectly.handlers.Decision;
import connectly.handlers.Reason;
import connectly.handlers.UseCase;
import connectly.handlers.revising.Reactions.Reaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/** A member who is not muted can react to a message that is not deleted, with each emoji once. */
public final class ReactingToMessages implements UseCase<ReactToMessage, Reactions, MessageRevised> {
    /** The most different emojis that a message has. */
    static final int MOST_EMOJIS = 20;

    private final Clock clock;

    public ReactingToMessages(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<ReactToMessage> commandType() {
        return ReactToMessage.class;
    }

    @Override
    public EventCriteria relevantTo(ReactToMessage command) {
        return EventCriteria.either(
                Revision.relevantTo(
                        command.messageId(),
                        command.conversationId(),
                        command.userId(),
                        EventType.MEMBER_MUTED,
                        EventType.MEMBER_UNMUTED),
                Criteria.tagged(EventTag.message(command.messageId()), EventType.REACTION_CHANGED));
    }

    @Override
    public Reactions initialState(ReactToMessage command) {
        return Reactions.UNKNOWN;
    }

    @Override
    public Reactions evolve(Reactions reactions, ChatEvent event) {
        return reactions.after(event);
    }

    @Override
    public Decision<MessageRevised> decide(ReactToMessage command, Reactions reactions) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Set<Reaction> there = reactions.there();
        Reason refused = refused(command, reactions.revision(), there, now);
        if (refused != null) {
            throw new CommandRejected(refused);
        }
        if (there.contains(new Reaction(command.userId(), command.emoji())) == command.on()) {
            return Decision.unchanged(new MessageRevised(false, null));
        }
        return Decision.of(
                new MessageRevised(true, now),
                new ReactionChanged(
                        command.messageId(),
                        command.conversationId(),
                        command.userId(),
                        command.emoji(),
                        command.on(),
                        now));
    }

    private static @Nullable Reason refused(
            ReactToMessage command, Revision revision, Set<Reaction> there, Instant now) {
        boolean deleted = revision.messageIn(command.conversationId()).deleted();
        if (!Emoji.isOne(command.emoji())) {
            return Reason.EMOJI_INVALID;
        }
        if (deleted) {
            return Reason.MESSAGE_DELETED;
        }
        if (revision.isMutedAt(now)) {
            return Reason.MUTED;
        }
        boolean tooMany = command.on() && emojis(there, command.emoji()) > MOST_EMOJIS;
        return tooMany ? Reason.TOO_MANY_EMOJIS : null;
    }

    /** How many different emojis there would be with one more. */
    private static long emojis(Set<Reaction> there, String more) {
        return Stream.concat(there.stream().map(Reaction::emoji), Stream.of(more))
                .distinct()
                .count();
    }
}
