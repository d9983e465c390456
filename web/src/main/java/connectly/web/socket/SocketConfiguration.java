package connectly.web.socket;

import connectly.query.updates.UpdateQueries;
import connectly.web.connections.Connections;
import connectly.web.conversations.Revising;
import connectly.web.conversations.Sending;
import connectly.web.feed.Cursors;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.UpdateFrames;
import connectly.web.identity.SocketTickets;
import connectly.web.presence.Presence;
import connectly.web.presence.Typing;
import connectly.web.receipts.Receipts;
import connectly.web.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Serves the socket at {@code /ws}. */
@Configuration(proxyBeanMethods = false)
class SocketConfiguration {
    /** Connections that wait to be taken in. After a restart thousands come back within a second. */
    private static final int MOST_ARRIVING = 4_096;

    @Bean
    Sockets sockets(
            JsonMapper json,
            Cursors cursors,
            Sending sending,
            Revising revising,
            Receipts receipts,
            Connections connections,
            Presence presence,
            Typing typing,
            LiveFeed feed,
            UpdateQueries updates,
            UpdateFrames updateFrames,
            Settings settings,
            MeterRegistry meters) {
        Frames frames = new Frames(json, cursors);
        Answers answers = new Answers(frames);
        return new Sockets(
                connections,
                presence,
                new FrameDispatcher(
                        json,
                        cursors,
                        answers,
                        new MessageCommands(frames, sending, revising),
                        new PassingCommands(typing::show),
                        new ReceiptCommands(receipts)),
                frames,
                feed,
                updates,
                updateFrames,
                new InboundPace(settings.limited()),
                new SocketMeters(meters));
    }

    @Bean
    Handshake handshake(SocketTickets tickets, Connections connections) {
        return new Handshake(tickets, connections);
    }

    @Bean
    Upgrade upgrade() {
        return new Upgrade();
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> socketsOfJetty() {
        return jetty -> jetty.addServerCustomizers(SocketConfiguration::prepare);
    }

    private static void prepare(Server server) {
        for (Connector connector : server.getConnectors()) {
            ((ServerConnector) connector).setAcceptQueueSize(MOST_ARRIVING);
        }
        WebSocketServerComponents.ensureWebSocketComponents(server, server.getDescendant(ServletContextHandler.class));
    }
}
