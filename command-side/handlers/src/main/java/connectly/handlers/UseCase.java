package connectly.handlers;

import connectly.events.ChatEvent;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * One thing that can be asked of the chat. All four functions are pure: the same history and the same command always
 * give the same decision. The criteria are the consistency boundary too: when an event that matches them is written
 * between reading and deciding, the decision is made again.
 *
 * @param <C> the command
 * @param <S> what must be known to decide, an immutable value
 * @param <R> what the asker is told
 */
public interface UseCase<C, S, R> {
    Class<C> commandType();

    /** Which events matter to this command. */
    EventCriteria relevantTo(C command);

    /** What is known before the first of them. */
    S initialState(C command);

    /** What is known after one more of them. */
    S evolve(S state, ChatEvent event);

    /**
     * Decides.
     *
     * @throws CommandRejected when the answer is no
     */
    Decision<R> decide(C command, S state);
}
