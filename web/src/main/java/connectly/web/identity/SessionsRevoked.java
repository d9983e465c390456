package connectly.web.identity;

import java.util.Set;
import java.util.UUID;

/**
 * Published as a Spring application event, on the thread that revoked and after it is on disk: these sessions or access
 * tokens of the user count no more. Whoever keeps a connection open for one of them closes it within a second.
 *
 * @param credentialIds {@link Caller#credentialId()} of the callers that must go
 */
public record SessionsRevoked(UUID userId, Set<UUID> credentialIds) {
    public SessionsRevoked {
        credentialIds = Set.copyOf(credentialIds);
    }
}
