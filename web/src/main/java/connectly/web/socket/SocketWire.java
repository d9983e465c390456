package connectly.web.socket;

import connectly.web.connections.Ending;
import connectly.web.connections.Wire;
import java.io.IOException;
import java.util.List;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** Frames over a socket; those that waited together leave as one {@code batch}. */
final class SocketWire implements Wire {
    private final WebSocketSession session;

    SocketWire(WebSocketSession session) {
        this.session = session;
    }

    @Override
    public void write(List<String> frames) throws IOException {
        session.sendMessage(new TextMessage(
                frames.size() == 1
                        ? frames.getFirst()
                        : "{\"type\":\"batch\",\"frames\":[" + String.join(",", frames) + "]}"));
    }

    @Override
    public void ping() throws IOException {
        session.sendMessage(new PingMessage());
    }

    @Override
    public void close(Ending why) throws IOException {
        session.close(CloseCodes.of(why));
    }
}
