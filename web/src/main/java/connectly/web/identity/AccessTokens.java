package connectly.web.identity;

import static connectly.web.identity.schema.Tables.ACCESS_TOKEN;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Record;
import org.springframework.context.ApplicationEventPublisher;

/** Access tokens of programs. A revoked one stays as a row, so that its id keeps its meaning in logs. */
final class AccessTokens {
    /** Lets secret scanners recognise a token that leaked into a repository. */
    static final String PREFIX = "cly_";

    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final IdentityDatabase database;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    AccessTokens(IdentityDatabase database, Clock clock, ApplicationEventPublisher events) {
        this.database = database;
        this.clock = clock;
        this.events = events;
    }

    /** A token just made, with the one copy of its secret. */
    record Issued(UUID tokenId, String token) {}

    Issued issue(UUID userId, String name, Set<Scope> scopes) {
        var issued = new Issued(Tokens.newId(), PREFIX + Tokens.random());
        database.write(sql -> sql.insertInto(ACCESS_TOKEN)
                .set(ACCESS_TOKEN.TOKEN_ID, issued.tokenId())
                .set(ACCESS_TOKEN.USER_ID, userId)
                .set(ACCESS_TOKEN.NAME, name)
                .set(ACCESS_TOKEN.SCOPES, Scope.stored(scopes))
                .set(ACCESS_TOKEN.TOKEN_HASH, Tokens.hash(issued.token()))
                .set(ACCESS_TOKEN.CREATED_AT, clock.instant())
                .execute());
        return issued;
    }

    /** The token, if it still counts; counts as a use. */
    Optional<AccessToken> use(String token) {
        return token.startsWith(PREFIX) ? touch(ACCESS_TOKEN.TOKEN_HASH.eq(Tokens.hash(token))) : Optional.empty();
    }

    /** The token, if it still counts; counts as a use. */
    Optional<AccessToken> use(UUID tokenId) {
        return touch(ACCESS_TOKEN.TOKEN_ID.eq(tokenId));
    }

    private Optional<AccessToken> touch(Condition which) {
        Instant now = clock.instant();
        Optional<AccessToken> found = database.read(sql -> sql.selectFrom(ACCESS_TOKEN)
                .where(which, ACCESS_TOKEN.REVOKED_AT.isNull())
                .fetchOptional()
                .map(AccessTokens::accessToken));
        found.filter(token -> isToBeNoted(token, now)).ifPresent(token -> note(List.of(token), now));
        return found;
    }

    /** Those of the tokens that still count; counts as a use of each, noted in one write. */
    Set<UUID> use(Collection<UUID> tokenIds) {
        Instant now = clock.instant();
        List<AccessToken> found = database.read(sql -> sql.selectFrom(ACCESS_TOKEN)
                .where(ACCESS_TOKEN.TOKEN_ID.in(tokenIds), ACCESS_TOKEN.REVOKED_AT.isNull())
                .fetch(AccessTokens::accessToken));
        note(found.stream().filter(token -> isToBeNoted(token, now)).toList(), now);
        return found.stream().map(AccessToken::tokenId).collect(Collectors.toSet());
    }

    private static boolean isToBeNoted(AccessToken token, Instant now) {
        Instant last = token.lastUsedAt();
        return last == null || last.plus(NOTED_EVERY).isBefore(now);
    }

    private void note(List<AccessToken> used, Instant now) {
        if (!used.isEmpty()) {
            database.write(sql -> sql.update(ACCESS_TOKEN)
                    .set(ACCESS_TOKEN.LAST_USED_AT, now)
                    .where(ACCESS_TOKEN.TOKEN_ID.in(
                            used.stream().map(AccessToken::tokenId).toList()))
                    .execute());
        }
    }

    List<AccessToken> of(UUID userId) {
        return database.read(sql -> sql.selectFrom(ACCESS_TOKEN)
                .where(ACCESS_TOKEN.USER_ID.eq(userId), ACCESS_TOKEN.REVOKED_AT.isNull())
                .orderBy(ACCESS_TOKEN.CREATED_AT.desc(), ACCESS_TOKEN.TOKEN_ID.desc())
                .fetch(AccessTokens::accessToken));
    }

    /** Ends the user's token; false if the user has no such token. */
    boolean revoke(UUID userId, UUID tokenId) {
        boolean ended = database.write(sql -> sql.update(ACCESS_TOKEN)
                        .set(ACCESS_TOKEN.REVOKED_AT, clock.instant())
                        .where(
                                ACCESS_TOKEN.TOKEN_ID.eq(tokenId),
                                ACCESS_TOKEN.USER_ID.eq(userId),
                                ACCESS_TOKEN.REVOKED_AT.isNull())
                        .execute())
                > 0;
        if (ended) {
            events.publishEvent(new SessionsRevoked(userId, Set.of(tokenId)));
        }
        return ended;
    }

    private static AccessToken accessToken(Record row) {
        return new AccessToken(
                row.get(ACCESS_TOKEN.TOKEN_ID),
                row.get(ACCESS_TOKEN.USER_ID),
                row.get(ACCESS_TOKEN.NAME),
                Scope.fromStored(row.get(ACCESS_TOKEN.SCOPES)),
                row.get(ACCESS_TOKEN.CREATED_AT),
                row.get(ACCESS_TOKEN.LAST_USED_AT));
    }
}
