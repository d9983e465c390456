package connectly.web.identity;

import connectly.web.settings.Secret;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/** Finds out who is calling from what a request carries. */
public final class Callers {
    /** How many credentials are asked for at once. */
    private static final int PORTION = 500;

    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final byte @Nullable [] adminTokenHash;

    Callers(Sessions sessions, AccessTokens accessTokens, @Nullable Secret adminToken) {
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.adminTokenHash = adminToken == null ? null : Tokens.hash(adminToken.value());
    }

    /** Empty if the cookie's value is no session that counts. */
    public Optional<Caller> byCookie(String value) {
        return sessions.use(value).map(session -> Caller.ofSession(session.userId(), session.sessionId()));
    }

    /** Empty if it is neither an access token that counts nor the admin token. */
    public Optional<Caller> byBearer(String token) {
        if (adminTokenHash != null && MessageDigest.isEqual(adminTokenHash, Tokens.hash(token))) {
            return Optional.of(Caller.ADMIN);
        }
        return accessTokens.use(token).map(Callers::caller);
    }

    /**
     * Whether the caller's session or token still counts; asking counts as a use. For long-lived connections, whose
     * traffic would otherwise let the session expire under them.
     */
    public boolean stillCounts(Caller caller) {
        UUID credential = caller.credentialId();
        if (credential == null) {
            return adminTokenHash != null && caller.isAdmin();
        }
        return switch (caller.kind()) {
            case SESSION -> sessions.use(credential).isPresent();
            case TOKEN -> accessTokens.use(credential).isPresent();
            case ADMIN -> false;
        };
    }

    /**
     * The sessions and tokens of these callers that still count; as {@link #stillCounts}, but with a few questions and
     * writes for thousands of callers: each write waits for the disk, and everybody's messages would wait behind it.
     */
    public Set<UUID> countingCredentials(Collection<Caller> callers) {
        Set<UUID> counting = new HashSet<>();
        for (List<UUID> some : portions(callers, Caller.Kind.SESSION)) {
            counting.addAll(sessions.use(some));
        }
        for (List<UUID> some : portions(callers, Caller.Kind.TOKEN)) {
            counting.addAll(accessTokens.use(some));
        }
        return counting;
    }

    private static List<List<UUID>> portions(Collection<Caller> callers, Caller.Kind kind) {
        return callers.stream()
                .filter(caller -> caller.kind() == kind)
                .map(Caller::credentialId)
                .filter(Objects::nonNull)
                .distinct()
                .gather(Gatherers.windowFixed(PORTION))
                .toList();
    }

    private static Caller caller(AccessToken token) {
        return Caller.ofToken(token.userId(), token.tokenId(), token.scopes());
    }
}
