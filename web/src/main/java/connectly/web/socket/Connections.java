package connectly.web.socket;

import connectly.web.identity.Callers;
import connectly.web.identity.SessionsRevoked;
import connectly.web.settings.Settings;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The sockets that are open. */
@Component
public final class Connections {
    private static final int MOST_OF_A_USER = 10;
    private static final int MOST_OF_AN_ADDRESS = 30;

    private final boolean limited;
    private final Callers callers;
    private final Map<String, Connection> open = new ConcurrentHashMap<>();

    Connections(Settings settings, Callers callers) {
        this.limited = settings.limited();
        this.callers = callers;
    }

    boolean isFull(UUID user, String address) {
        return limited
                && (count(connection -> connection.userId().equals(user)) >= MOST_OF_A_USER
                        || count(connection -> connection.address().equals(address)) >= MOST_OF_AN_ADDRESS);
    }

    private long count(Predicate<Connection> which) {
        return open.values().stream().filter(which).count();
    }

    /**
     * Adds a connection, and closes it at once where it may not be: the handshake looked before, but others may have come
     * or the session may have ended since.
     */
    void add(String session, Connection connection) {
        synchronized (this) {
            if (isFull(connection.userId(), connection.address())) {
                connection.outbox().close(CloseCodes.TOO_MANY);
            }
            open.put(session, connection);
        }
        if (!callers.stillCounts(connection.caller())) {
            connection.outbox().close(CloseCodes.REVOKED);
        }
    }

    Connection get(String session) {
        Connection connection = open.get(session);
        if (connection == null) {
            throw new IllegalStateException("no such connection");
        }
        return connection;
    }

    void remove(String session) {
        Connection connection = open.remove(session);
        if (connection != null) {
            connection.ended();
        }
    }

    Iterable<Connection> all() {
        return open.values();
    }

    /** Whoever logs out, or whose token is revoked, is gone from every socket at once. */
    @EventListener
    public void revoked(SessionsRevoked revoked) {
        for (Connection connection : all()) {
            UUID credential = connection.caller().credentialId();
            if (credential != null && revoked.credentialIds().contains(credential)) {
                connection.outbox().close(CloseCodes.REVOKED);
            }
        }
    }
}
