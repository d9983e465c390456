package connectly.web.identity;

import java.util.UUID;

/**
 * Who an account is to others.
 *
 * @param username lower-case, unique, what one logs in with
 * @param displayName what others read
 */
public record Account(UUID userId, String username, String displayName) {}
