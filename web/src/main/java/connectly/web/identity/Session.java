package connectly.web.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * A login that still counts.
 *
 * @param lastSeenAt last use, right to about a minute
 * @param expiresAt when it ends even if used
 */
record Session(UUID sessionId, UUID userId, Instant createdAt, Instant lastSeenAt, Instant expiresAt) {}
