package connectly.web.identity;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A program's way in.
 *
 * @param lastUsedAt right to about a minute, null if never used
 */
record AccessToken(
        UUID tokenId,
        UUID userId,
        String name,
        Set<Scope> scopes,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
