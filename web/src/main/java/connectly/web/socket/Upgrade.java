package connectly.web.socket;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/** Turns a request into a socket of Jetty's core. */
final class Upgrade {
    /** Answers the handshake, unless the request is none: then nothing is written, and it returns false. */
    boolean to(FrameHandler socket, HttpServletRequest request) throws IOException {
        ServletContextRequest jetty = ServletContextRequest.getServletContextRequest(request);
        WebSocketMappings mappings = WebSocketMappings.ensureMappings(jetty.getServletContextHandler());
        WebSocketNegotiator negotiator = (_, response, _) -> accepted(socket, response);
        try (Blocker.Callback written = Blocker.callback()) {
            boolean upgraded =
                    mappings.upgrade(negotiator, jetty, jetty.getServletContextResponse(), written, Upgrade::configure);
            if (upgraded) {
                written.block();
            } else {
                written.succeeded();
            }
            return upgraded;
        }
    }

    /** Agrees on no extension: compression costs memory a socket, and a few bytes could unfold into a flood. */
    private static FrameHandler accepted(FrameHandler socket, ServerUpgradeResponse response) {
        response.setAcceptedSubProtocol(Handshake.PROTOCOL);
        response.setExtensions(List.of());
        return socket;
    }

    /** What is received is handed on in parts, which {@link IncomingText} bounds; what is sent is not cut up. */
    private static void configure(Configuration socket) {
        socket.setAutoFragment(true);
        socket.setMaxFrameSize(0);
        // The heartbeat finds out who is silent, with one timer for all.
        socket.setIdleTimeout(Duration.ZERO);
    }
}
