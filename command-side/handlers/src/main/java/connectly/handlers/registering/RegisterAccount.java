package connectly.handlers.registering;

import connectly.events.AccountKind;
import connectly.events.UserId;

/**
 * Asks for an account. Sent again with the same {@code userId} it changes nothing.
 *
 * @param username already in its lower-case form
 */
public record RegisterAccount(UserId userId, String username, String displayName, AccountKind kind) {}
