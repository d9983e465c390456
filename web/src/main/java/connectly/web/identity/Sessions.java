package connectly.web.identity;

import static connectly.web.identity.schema.Tables.SESSION;

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

/** Logins: an opaque random token in a cookie there, its SHA-256 here, so that a copy of the file logs nobody in. */
final class Sessions {
    /** Unused this long, a session ends. */
    static final Duration IDLE = Duration.ofDays(7);
    /** This old, a session ends. */
    static final Duration LONGEST = Duration.ofDays(30);
    /** Use is noted this seldom: a synced write for every request would cost more than the request. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final IdentityDatabase database;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Sessions(IdentityDatabase database, Clock clock, ApplicationEventPublisher events) {
        this.database = database;
        this.clock = clock;
        this.events = events;
    }

    /** A session just begun, with the one copy of its token. */
    record Begun(Session session, String token) {}

    Begun begin(UUID userId) {
        Instant now = clock.instant();
        String token = Tokens.random();
        var session = new Session(Tokens.newId(), userId, now, now, now.plus(LONGEST));
        database.write(sql -> {
            sql.deleteFrom(SESSION).where(over(now)).execute();
            return sql.insertInto(SESSION)
                    .set(SESSION.SESSION_ID, session.sessionId())
                    .set(SESSION.USER_ID, userId)
                    .set(SESSION.TOKEN_HASH, Tokens.hash(token))
                    .set(SESSION.CREATED_AT, now)
                    .set(SESSION.LAST_SEEN_AT, now)
                    .set(SESSION.EXPIRES_AT, session.expiresAt())
                    .execute();
        });
        return new Begun(session, token);
    }

    /** The session whose token this is, if it still counts; counts as a use. */
    Optional<Session> use(String token) {
        return touch(SESSION.TOKEN_HASH.eq(Tokens.hash(token)));
    }

    /** The session, if it still counts; counts as a use. */
    Optional<Session> use(UUID sessionId) {
        return touch(SESSION.SESSION_ID.eq(sessionId));
    }

    private Optional<Session> touch(Condition which) {
        Instant now = clock.instant();
        Optional<Session> found = database.read(sql -> sql.selectFrom(SESSION)
                .where(which, over(now).not())
                .fetchOptional()
                .map(Sessions::session));
        found.filter(session -> isToBeNoted(session, now)).ifPresent(session -> note(List.of(session), now));
        return found;
    }

    /** Those of the sessions that still count; counts as a use of each, noted in one write. */
    Set<UUID> use(Collection<UUID> sessionIds) {
        Instant now = clock.instant();
        List<Session> found = database.read(sql -> sql.selectFrom(SESSION)
                .where(SESSION.SESSION_ID.in(sessionIds), over(now).not())
                .fetch(Sessions::session));
        note(found.stream().filter(session -> isToBeNoted(session, now)).toList(), now);
        return found.stream().map(Session::sessionId).collect(Collectors.toSet());
    }

    private static boolean isToBeNoted(Session session, Instant now) {
        return session.lastSeenAt().plus(NOTED_EVERY).isBefore(now);
    }

    private void note(List<Session> used, Instant now) {
        if (!used.isEmpty()) {
            database.write(sql -> sql.update(SESSION)
                    .set(SESSION.LAST_SEEN_AT, now)
                    .where(SESSION.SESSION_ID.in(
                            used.stream().map(Session::sessionId).toList()))
                    .execute());
        }
    }

    List<Session> of(UUID userId) {
        Instant now = clock.instant();
        return database.read(sql -> sql.selectFrom(SESSION)
                .where(SESSION.USER_ID.eq(userId), over(now).not())
                .orderBy(SESSION.CREATED_AT.desc(), SESSION.SESSION_ID.desc())
                .fetch(Sessions::session));
    }

    /** Ends the user's session; false if the user has no such session. */
    boolean revoke(UUID userId, UUID sessionId) {
        boolean ended = database.write(sql -> sql.deleteFrom(SESSION)
                        .where(SESSION.SESSION_ID.eq(sessionId), SESSION.USER_ID.eq(userId))
                        .execute())
                > 0;
        if (ended) {
            events.publishEvent(new SessionsRevoked(userId, Set.of(sessionId)));
        }
        return ended;
    }

    private static Condition over(Instant now) {
        return SESSION.EXPIRES_AT.le(now).or(SESSION.LAST_SEEN_AT.le(now.minus(IDLE)));
    }

    private static Session session(Record row) {
        return new Session(
                row.get(SESSION.SESSION_ID),
                row.get(SESSION.USER_ID),
                row.get(SESSION.CREATED_AT),
                row.get(SESSION.LAST_SEEN_AT),
                row.get(SESSION.EXPIRES_AT));
    }
}
