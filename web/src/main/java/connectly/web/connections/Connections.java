package connectly.web.connections;

import connectly.web.identity.Caller;
import connectly.web.identity.SessionsRevoked;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.context.event.EventListener;

/** The sockets, streams and waiting polls that are open. They share the places that a user and an address have. */
public final class Connections {
    private static final int MOST_OF_A_USER = 10;
    private static final int MOST_OF_AN_ADDRESS = 30;

    private final boolean limited;
    private final Predicate<Caller> stillCounts;
    private final Set<Peer> open = ConcurrentHashMap.newKeySet();
    private boolean closing;

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

    private long count(Predicate<Peer> which) {
        return open.stream().filter(which).count();
    }

    /**
     * Adds somebody, and ends them at once where they may not be: they were looked at before, but others may have come or
     * the session may have ended since.
     */
    public void add(Peer peer) {
        synchronized (this) {
            if (closing) {
                peer.end(Ending.RESTARTING);
            } else if (isFull(peer.caller().requireUser(), peer.address())) {
                peer.end(Ending.TOO_MANY);
            }
            open.add(peer);
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

    /** Ends all, and from now on whoever still comes. */
    public void close() {
        synchronized (this) {
            closing = true;
        }
        open.forEach(peer -> peer.end(Ending.RESTARTING));
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
