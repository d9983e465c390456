package connectly.events;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has an account. Its password, if any, is kept outside the log.
 *
 * @param userId the new account
 * @param username lower case, unique for ever; null once erased
 * @param displayName what others see; null once erased
 * @param kind person or bot
 * @param registeredAt server time
 */
public record AccountRegistered(
        UserId userId,
        @Sealed @Nullable String username,
        @Sealed @Nullable String displayName,
        AccountKind kind,
        Instant registeredAt)
        implements ChatEvent {
    @Override
    public Set<EventTag> tags() {
        return username == null
                ? Set.of(EventTag.account(userId))
                : Set.of(EventTag.account(userId), EventTag.username(username));
    }

    @Override
    public ContentScope content() {
        return new ContentScope(userId, null);
    }
}
