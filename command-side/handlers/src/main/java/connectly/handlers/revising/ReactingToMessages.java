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
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
        Revision.Message message = reactions.revision().messageIn(command.conversationId());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Reason refused = refused(command, reactions, message, now);
        if (refused != null) {
            throw new CommandRejected(refused);
        }
        if (reactions.has(command.userId(), command.emoji()) == command.on()) {
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
            ReactToMessage command, Reactions reactions, Revision.Message message, Instant now) {
        if (!Emoji.isOne(command.emoji())) {
            return Reason.EMOJI_INVALID;
        }
        if (message.deleted()) {
            return Reason.MESSAGE_DELETED;
        }
        if (reactions.revision().isMutedAt(now)) {
            return Reason.MUTED;
        }
        boolean tooMany = command.on() && reactions.emojisWith(command.emoji()) > MOST_EMOJIS;
        return tooMany ? Reason.TOO_MANY_EMOJIS : null;
    }
}
