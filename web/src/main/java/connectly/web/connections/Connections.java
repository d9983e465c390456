package connectly.web.connections;

import connectly.web.identity.Caller;
import connectly.web.identity.SessionsRevoked;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.springframework.context.event.EventListener;

/** The sockets, streams and waiting polls that are open. They share the places that a user and an address have. */
public final class Connections {
    private static final int MOST_OF_A_USER = 10;
    private static final int MOST_OF_AN_ADDRESS = 30;
    /** How long a server that goes down waits for the answers to what was asked for. */
    private static final Duration ANSWERING = Duration.ofSeconds(4);
    /** How long it then waits for the connections to end. */
    private static final Duration LEAVING = Duration.ofSeconds(2);

    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();
    /** A poll that waits gives its place free in half a minute at the latest. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final boolean limited;
    private final Predicate<Caller> stillCounts;
    private final Set<Peer> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /**
     * @param limited whether a user and an address have only so many places
     * @param stillCounts whether a caller's session or token still counts
     */
    public Connections(boolean limited, Predicate<Caller> stillCounts) {
        this.limited = limited;
        this.stillCounts = stillCounts;
    }

    /** Whether the user or the address has no place left. */
    public boolean isFull(UUID user, String address) {
        return limited
                && (count(peer -> user.equals(peer.caller().userId())) >= MOST_OF_A_USER
                        || count(peer -> peer.address().equals(address)) >= MOST_OF_AN_ADDRESS);
    }

    /**
     * Refuses whoever may not open a connection now.
     *
     * @throws ProblemException when the user or the address has no place left, or the server goes down
     */
    public void requirePlace(Caller caller, String address) {
        requireOpen();
        if (isFull(caller.requireUser(), address)) {
            throw tooMany();
        }
    }

    /**
     * Refuses everybody once the server goes down.
     *
     * @throws ProblemException then, with the moment to come back
     */
    public void requireOpen() {
        if (closing) {
            throw Problem.of(ProblemCode.UNAVAILABLE)
                    .detail("The server is going down. Come back soon.")
                    .retryAfter(Returning.after())
                    .toException();
        }
    }

    /** What is told to somebody who came when the last place had just been taken. */
    public static ProblemException tooMany() {
        return Problem.of(ProblemCode.RATE_LIMITED)
                .detail("Too many connections are open already.")
                .retryAfter(PAUSE)
                .toException();
    }

    private long count(Predicate<Peer> which) {
        return open.stream().filter(which).count();
    }

    /**
     * Adds somebody, and ends them at once where they may not be: they were looked at before, but others may have come or
     * the session may have ended since.
     */
    public void add(Peer peer) {
        synchronized (this) {
            boolean full = isFull(peer.caller().requireUser(), peer.address());
            // Before it is ended, which may at once lead to its being removed.
            open.add(peer);
            if (closing) {
                peer.end(Ending.RESTARTING);
            } else if (full) {
                peer.end(Ending.TOO_MANY);
            }
        }
        if (!stillCounts.test(peer.caller())) {
            peer.end(Ending.REVOKED);
        }
    }

    /** Gives the place free. */
    public void remove(Peer peer) {
        open.remove(peer);
    }

    int size() {
        return open.size();
    }

    Iterable<Peer> all() {
        return open;
    }

    /** Whether the server goes down: nothing new is begun. */
    public boolean isClosing() {
        return closing;
    }

    /**
     * Sends everybody away in order. Nobody new is let in; what was asked for before is answered, as far as that takes a
     * few seconds; what waits is written; then each is ended. Returns when all are gone, or have had a little time for it.
     */
    public void close() {
        synchronized (this) {
            closing = true;
        }
        awaitUntil(() -> open.stream().noneMatch(Peer::isBusy), ANSWERING);
        open.forEach(peer -> peer.end(Ending.RESTARTING));
        awaitUntil(open::isEmpty, LEAVING);
    }

    private static void awaitUntil(BooleanSupplier done, Duration patience) {
        long begun = System.nanoTime();
        while (!done.getAsBoolean() && System.nanoTime() - begun < patience.toNanos()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Whoever logs out, or whose token is revoked, is gone from every connection at once. */
    @EventListener
    public void revoked(SessionsRevoked revoked) {
        for (Peer peer : open) {
            UUID credential = peer.caller().credentialId();
            if (credential != null && revoked.credentialIds().contains(credential)) {
                peer.end(Ending.REVOKED);
            }
        }
    }
}
