package connectly.web.socket;

import static java.util.Objects.requireNonNull;

import connectly.web.connections.Connections;
import connectly.web.identity.Caller;
import connectly.web.identity.SocketTickets;
import connectly.web.limits.ClientAddress;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemWriter;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Decides who may open a socket, before anything is upgraded: a ticket in the subprotocols proves the caller, and a
 * browser's page must come from here.
 */
final class Handshake implements HandshakeInterceptor {
    static final String PROTOCOL = "connectly.v1";
    private static final String TICKET = "connectly.ticket.";

    private static final String CALLER = "connectly.caller";
    private static final String ADDRESS = "connectly.address";

    private final SocketTickets tickets;
    private final Connections connections;
    private final ProblemWriter problems;

    Handshake(SocketTickets tickets, Connections connections, ProblemWriter problems) {
        this.tickets = tickets;
        this.connections = connections;
        this.problems = problems;
    }

    static Caller caller(Map<String, Object> attributes) {
        return (Caller) requireNonNull(attributes.get(CALLER), CALLER);
    }

    static String address(Map<String, Object> attributes) {
        return (String) requireNonNull(attributes.get(ADDRESS), ADDRESS);
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        Optional<Problem> mistake = UpgradeForm.mistake(request);
        if (mistake.isPresent()) {
            response.getHeaders().set(HttpHeaders.ALLOW, HttpMethod.GET.name());
            response.getHeaders().set(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, UpgradeForm.VERSION);
        }
        // A ticket is not spent on what cannot become a socket.
        Optional<Problem> refused = mistake.or(() -> refused(request, attributes));
        if (refused.isPresent()) {
            problems.write(((ServletServerHttpResponse) response).getServletResponse(), refused.get());
        }
        return refused.isEmpty();
    }

    private Optional<Problem> refused(ServerHttpRequest request, Map<String, Object> attributes) {
        String origin = request.getHeaders().getFirst(HttpHeaders.ORIGIN);
        if (origin != null && !isOurs(origin, request.getHeaders().getFirst(HttpHeaders.HOST))) {
            return Optional.of(foreign());
        }
        Optional<Caller> redeemed = ticket(request).flatMap(tickets::redeem);
        if (redeemed.isEmpty()) {
            return Optional.of(Problem.of(ProblemCode.UNAUTHENTICATED)
                    .detail("A socket needs the subprotocol connectly.v1 and, beside it, one with a fresh ticket.")
                    .build());
        }
        Caller caller = redeemed.get();
        // A browser always says where its page comes from; a session's ticket without that was taken out of one.
        if (origin == null && caller.kind() == Caller.Kind.SESSION) {
            return Optional.of(foreign());
        }
        String address = ClientAddress.of(((ServletServerHttpRequest) request).getServletRequest());
        if (connections.isFull(caller.requireUser(), address)) {
            return Optional.of(Problem.of(ProblemCode.RATE_LIMITED)
                    .detail("Too many connections are open already.")
                    .build());
        }
        attributes.put(CALLER, caller);
        attributes.put(ADDRESS, address);
        return Optional.empty();
    }

    private static Problem foreign() {
        return Problem.of(ProblemCode.FORBIDDEN)
                .detail("Sockets are opened by pages of this server only.")
                .build();
    }

    private static boolean isOurs(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<String> ticket(ServerHttpRequest request) {
        List<String> offered =
                request.getHeaders().getOrDefault(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL, List.of()).stream()
                        .flatMap(header -> Arrays.stream(header.split(",")))
                        .map(String::strip)
                        .toList();
        Stream<String> found = offered.stream().filter(protocol -> protocol.startsWith(TICKET));
        return offered.contains(PROTOCOL)
                ? found.findFirst().map(protocol -> protocol.substring(TICKET.length()))
                : Optional.empty();
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {
        // Everything was decided before.
    }
}
