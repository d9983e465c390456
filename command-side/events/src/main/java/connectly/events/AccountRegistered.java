package connectly.events;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody has an account. Its password, if any, is kept outside the log.
 *
 * @param userId the new account
 * @param username lower case, unique for ever
 * @param displayName what others see
 * @param kind person or bot
 * @param registeredAt server time
 */
public record AccountRegistered(
        UserId userId, String username, String displayName, AccountKind kind, Instant registeredAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return Set.of(EventTag.account(userId), EventTag.username(username));
    }
}
