package connectly.web.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tickets that let a caller open one socket, because a browser cannot send headers with a handshake and no token may
 * stand in an address. They live in memory: a restart ends the sockets anyway.
 */
public final class SocketTickets {
    static final Duration LIFETIME = Duration.ofSeconds(30);
    /** Beyond this the oldest go; each is some 200 bytes. */
    private static final int MOST = 100_000;

    private final Clock clock;
    private final Callers callers;
    private final Cache<String, Entry> waiting =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFETIME).build();

    SocketTickets(Clock clock, Callers callers) {
        this.clock = clock;
        this.callers = callers;
    }

    /** A ticket for one handshake until {@code expiresAt}. */
    public record Ticket(String ticket, Instant expiresAt) {}

    private record Entry(Caller caller, Instant expiresAt) {}

    Ticket issue(Caller caller) {
        var ticket = new Ticket(Tokens.random(), clock.instant().plus(LIFETIME));
        waiting.put(ticket.ticket(), new Entry(caller, ticket.expiresAt()));
        return ticket;
    }

    /**
     * Uses the ticket up. Empty if it was never issued, has been used, is too old, or its session or token was revoked
     * since. Of several threads with the same ticket one gets the caller.
     */
    public Optional<Caller> redeem(String ticket) {
        return Optional.ofNullable(waiting.asMap().remove(ticket))
                .filter(entry -> clock.instant().isBefore(entry.expiresAt()))
                .map(Entry::caller)
                .filter(callers::stillCounts);
    }
}
