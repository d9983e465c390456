package connectly.web.socket;

import connectly.query.updates.UpdateQueries;
import connectly.web.connections.Connections;
import connectly.web.connections.Ending;
import connectly.web.connections.Outbox;
import connectly.web.correlation.Correlation;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.UpdateFrames;
import connectly.web.identity.Scope;
import connectly.web.presence.Presence;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Opens and ends connections, and hands their frames on. */
final class SocketHandler extends AbstractWebSocketHandler implements AutoCloseable {
    /**
     * How long a client has to say from where it resumes, counted from its first pong, so that a slow network takes
     * nothing from it; then its feed starts where it connected.
     */
    private static final long RESUME_MILLIS = 500;
    /** How long the first pong is waited for: some clients never send one. */
    private static final long PONG_MILLIS = 10_000;

    private final Connections connections;
    private final Presence presence;
    private final Map<String, Connection> open = new ConcurrentHashMap<>();
    private final FrameDispatcher dispatcher;
    private final Frames frames;
    private final LiveFeed feed;
    private final UpdateQueries updates;
    private final UpdateFrames updateFrames;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("socket-begin").factory());

    SocketHandler(
            Connections connections,
            Presence presence,
            FrameDispatcher dispatcher,
            Frames frames,
            LiveFeed feed,
            UpdateQueries updates,
            UpdateFrames updateFrames) {
        this.connections = connections;
        this.presence = presence;
        this.dispatcher = dispatcher;
        this.frames = frames;
        this.feed = feed;
        this.updates = updates;
        this.updateFrames = updateFrames;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        Connection connection = new Connection(
                Handshake.caller(session.getAttributes()),
                Handshake.address(session.getAttributes()),
                new Outbox(new SocketWire(session)),
                feed,
                updates,
                updateFrames);
        open.put(session.getId(), connection);
        connections.add(connection);
        // A token that may only read belongs to a program that listens: nobody sits there.
        connection.countAs(presence.arrive(
                connection.userId(), connection.outbox(), connection.caller().may(Scope.WRITE)));
        connection.outbox().offer(frames.welcome(connection.id(), connection.userId(), connection.beginning()));
        connection.outbox().ping();
        beginAfter(connection, PONG_MILLIS);
    }

    private void beginAfter(Connection connection, long millis) {
        if (!connection.hasBegun()) {
            var _ = timer.schedule(() -> connection.begin(connection.beginning()), millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        Connection connection = open.get(session.getId());
        if (connection == null || connection.outbox().isClosed()) {
            // We have closed it, for example because the session was revoked; only its peer does not know yet.
            return;
        }
        connection.heard();
        if (message.getPayloadLength() > Frames.LARGEST_FRAME_BYTES) {
            connection.outbox().close(Ending.TOO_BIG);
            return;
        }
        Correlation.with(Correlation.newId(), () -> {
            dispatcher.dispatch(connection, message.getPayload());
            return connection;
        });
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        Connection connection = open.get(session.getId());
        if (connection != null) {
            connection.outbox().close(Ending.NOT_TEXT);
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession session, PongMessage message) {
        Connection connection = open.get(session.getId());
        if (connection != null) {
            connection.heard();
            beginAfter(connection, RESUME_MILLIS);
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        Connection connection = open.remove(session.getId());
        if (connection != null) {
            connections.remove(connection);
            connection.ended();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
