package connectly.web.socket;

import static java.util.Objects.requireNonNull;

import connectly.web.connections.Ending;
import connectly.web.identity.Caller;
import java.nio.charset.CharacterCodingException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** What Jetty tells of one socket: it asks for a frame only when the one before has been dealt with. */
final class Socket implements FrameHandler {
    /** What a peer may well have sent before it has read that we close, in bytes; who goes on is cut off. */
    private static final long MOST_UNREAD = 1 << 20;
    /** A masked frame has six bytes at least around its payload. */
    private static final int AROUND = 6;

    private final Sockets sockets;
    private final Caller caller;
    private final String address;
    private final IncomingText incoming = new IncomingText();
    private @Nullable CoreSession session;
    private volatile @Nullable Connection connection;
    /** Whether the parts that come next are of a text; control frames may come between them. */
    private boolean text;
    /** Bytes that came after our close, and are not looked at. */
    private long unread;

    Socket(Sockets sockets, Caller caller, String address) {
        this.sockets = sockets;
        this.caller = caller;
        this.address = address;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        // Known before anything is written: where that fails, Jetty tells of the end before this returns.
        Connection opening = sockets.connection(caller, address, opened);
        connection = opening;
        sockets.open(opening);
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        CoreSession from = requireNonNull(session);
        Connection to = requireNonNull(connection);
        if (to.outbox().isClosed()) {
            unread += AROUND + frame.getPayloadLength();
            if (unread > MOST_UNREAD) {
                callback.succeeded();
                from.abort();
                return;
            }
        }
        switch (frame.getOpCode()) {
            case OpCode.CLOSE -> callback.succeeded();
            case OpCode.PING -> {
                sockets.pinged(to);
                // That no pong follows our close must not end the connection before that has left.
                from.sendFrame(new Frame(OpCode.PONG, frame.getPayload()), Callback.from(callback::succeeded), false);
                from.demand();
            }
            case OpCode.PONG -> {
                sockets.ponged(to);
                callback.succeeded();
                from.demand();
            }
            default -> {
                received(frame, to);
                callback.succeeded();
                from.demand();
            }
        }
    }

    private void received(Frame frame, Connection to) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            text = frame.getOpCode() == OpCode.TEXT;
        }
        if (to.outbox().isClosed()) {
            // We have closed it; only its peer does not know yet.
            return;
        }
        if (!text) {
            to.end(Ending.NOT_TEXT);
            return;
        }
        try {
            String whole = incoming.add(frame.getPayload(), frame.isFin());
            if (whole != null) {
                sockets.received(to, whole);
            }
        } catch (IncomingText.TooBigException e) {
            to.end(Ending.TOO_BIG);
        } catch (CharacterCodingException e) {
            to.end(Ending.BAD_TEXT);
        }
    }

    /** {@link #onClosed} follows, and does what is to be done. */
    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        Connection closed = connection;
        if (closed != null) {
            sockets.closed(closed, status);
        }
        callback.succeeded();
    }
}
