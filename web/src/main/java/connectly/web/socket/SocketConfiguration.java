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
import connectly.web.problem.ProblemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;
import tools.jackson.databind.json.JsonMapper;

/** Serves the socket at {@code /ws}. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketConfiguration {
    @Bean
    SocketHandler socketHandler(
            JsonMapper json,
            Cursors cursors,
            Sending sending,
            Revising revising,
            Connections connections,
            Presence presence,
            Typing typing,
            LiveFeed feed,
            UpdateQueries updates,
            UpdateFrames updateFrames) {
        Frames frames = new Frames(json, cursors);
        return new SocketHandler(
                connections,
                presence,
                new FrameDispatcher(
                        json,
                        cursors,
                        new Answers(frames),
                        new MessageCommands(frames, sending, revising),
                        new PassingCommands(typing::show)),
                frames,
                feed,
                updates,
                updateFrames);
    }

    @Bean
    WebSocketConfigurer sockets(
            SocketHandler handler, SocketTickets tickets, Connections connections, ProblemWriter problems) {
        return registry -> registry.addHandler(handler, "/ws")
                .setHandshakeHandler(new PlainHandshake(Handshake.PROTOCOL))
                .addInterceptors(new Handshake(tickets, connections, problems))
                // Our own interceptor checks the origin, and answers with a problem.
                .setAllowedOriginPatterns("*");
    }

    /** The container counts characters, of which a frame has no more than bytes; longer ones it closes with 1009. */
    @Bean
    ServletServerContainerFactoryBean socketContainer() {
        ServletServerContainerFactoryBean container = new ServletServerContainerFactoryBean();
        container.setMaxTextMessageBufferSize(Frames.LARGEST_FRAME_BYTES);
        container.setMaxBinaryMessageBufferSize(Frames.LARGEST_FRAME_BYTES);
        return container;
    }
}
