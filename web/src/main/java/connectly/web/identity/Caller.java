package connectly.web.identity;

import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, proved. Controllers take it as {@code @AuthenticationPrincipal Caller}; a socket gets it from its
 * ticket and keeps it until {@link SessionsRevoked} names its credential.
 *
 * @param userId whom the caller acts as; null for {@link Kind#ADMIN} only
 * @param credentialId the session or access token that proved it; null for {@link Kind#ADMIN} only
 */
public record Caller(
        @Nullable UUID userId, Kind kind, @Nullable UUID credentialId, Set<Role> roles, Set<Scope> scopes) {

    /** By what a caller proved itself. */
    public enum Kind {
        SESSION,
        TOKEN,
        ADMIN
    }

    static final Caller ADMIN = new Caller(null, Kind.ADMIN, null, Set.of(Role.ADMIN), Scope.ALL);

    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    static Caller ofSession(UUID userId, UUID sessionId) {
        return new Caller(userId, Kind.SESSION, sessionId, Set.of(Role.USER), Scope.ALL);
    }

    static Caller ofToken(UUID userId, UUID tokenId, Set<Scope> scopes) {
        return new Caller(userId, Kind.TOKEN, tokenId, Set.of(Role.USER), scopes);
    }

    /** The user behind this call. Refuses the admin token with {@code forbidden}: it belongs to no account. */
    public UUID requireUser() {
        if (userId == null) {
            throw Problem.of(ProblemCode.FORBIDDEN)
                    .detail("The admin token belongs to no account; use an account's own token here.")
                    .toException();
        }
        return userId;
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }
}
