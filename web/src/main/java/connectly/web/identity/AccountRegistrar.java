package connectly.web.identity;

import java.util.UUID;

/** Makes an account part of the log. */
public interface AccountRegistrar {
    /**
     * Returns when the account is on disk and {@link AccountDirectory} finds it. Any exception but
     * {@link UsernameTakenException} leaves the outcome unknown.
     *
     * @throws UsernameTakenException when another account has this name; nothing was registered
     */
    void register(UUID userId, String username, String displayName, AccountKind kind, String correlationId)
            throws UsernameTakenException;
}
