package connectly.handlers.typing;

import connectly.events.UserId;
import java.util.Set;

/**
 * The typing may be told.
 *
 * @param by the other members
 */
public record TypingHeard(Set<UserId> by) {
    public TypingHeard {
        by = Set.copyOf(by);
    }
}
