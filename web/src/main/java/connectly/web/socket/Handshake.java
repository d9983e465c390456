package connectly.web.socket;

import connectly.web.connections.Connections;
import connectly.web.identity.Caller;
import connectly.web.identity.SocketTickets;
import connectly.web.limits.ClientAddress;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Decides who may open a socket, before anything is upgraded: a ticket in the subprotocols proves the caller, and a
 * browser's page must come from here.
 */
final class Handshake {
    static final String PROTOCOL = "connectly.v1";
    private static final String TICKET = "connectly.ticket.";
    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

    private final SocketTickets tickets;
    private final Connections connections;

    Handshake(SocketTickets tickets, Connections connections) {
        this.tickets = tickets;
        this.connections = connections;
    }

    /**
     * Says who asks.
     *
     * @throws ProblemException when they may not open a socket
     */
    Caller admit(HttpServletRequest request) {
        connections.requireOpen();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !isOurs(origin, request.getHeader(HttpHeaders.HOST))) {
            throw foreign();
        }
        Caller caller = ticket(request).flatMap(tickets::redeem).orElseThrow(Handshake::unproved);
        // A browser always says where its page comes from; a session's ticket without that was taken out of one.
        if (origin == null && caller.kind() == Caller.Kind.SESSION) {
            throw foreign();
        }
        connections.requirePlace(caller, ClientAddress.of(request));
        return caller;
    }

    private static ProblemException unproved() {
        return Problem.of(ProblemCode.UNAUTHENTICATED)
                .detail("A socket needs the subprotocol connectly.v1 and, beside it, one with a fresh ticket.")
                .toException();
    }

    private static ProblemException foreign() {
        return Problem.of(ProblemCode.FORBIDDEN)
                .detail("Sockets are opened by pages of this server only.")
                .toException();
    }

    private static boolean isOurs(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<String> ticket(HttpServletRequest request) {
        List<String> offered = Collections.list(request.getHeaders(PROTOCOLS)).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .toList();
        Stream<String> found = offered.stream().filter(protocol -> protocol.startsWith(TICKET));
        return offered.contains(PROTOCOL)
                ? found.findFirst().map(protocol -> protocol.substring(TICKET.length()))
                : Optional.empty();
    }
}
