package connectly.web.identity;

import java.util.Optional;
import java.util.UUID;

/** Finds accounts by name or id. Identity keeps no names itself; the read model answers. */
public interface AccountDirectory {
    /**
     * The account of this name.
     *
     * @param username already lower-case
     */
    Optional<Account> byUsername(String username);

    Optional<Account> byId(UUID userId);
}
