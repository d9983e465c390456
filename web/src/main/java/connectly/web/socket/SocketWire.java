package connectly.web.socket;

import connectly.web.connections.Ending;
import connectly.web.connections.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** Frames over a socket. Nothing here waits for the peer: Jetty goes on with a write when there is room for it. */
final class SocketWire implements Wire {
    /** How long a peer may do nothing that we have closed, neither answer that nor read what was written before it. */
    private static final Duration IDLE_CLOSING = Duration.ofSeconds(10);

    private final CoreSession session;
    private final SocketMeters meters;
    private final Consumer<Runnable> atLast;

    /** @param atLast runs what ends a closing that a peer draws out by doing this and that */
    SocketWire(CoreSession session, SocketMeters meters, Consumer<Runnable> atLast) {
        this.session = session;
        this.meters = meters;
        this.atLast = atLast;
    }

    @Override
    public void write(List<connectly.web.connections.Frame> frames, Done then) {
        meters.wrote(frames.size());
        send(new Frame(OpCode.TEXT, ByteBuffer.wrap(Batch.of(frames))), then);
    }

    @Override
    public void ping(Done then) {
        send(new Frame(OpCode.PING), then);
    }

    private void send(Frame frame, Done then) {
        session.sendFrame(frame, new Sent(then), false);
    }

    @Override
    public void close(Ending why) {
        meters.closedByUs(why);
        session.setIdleTimeout(IDLE_CLOSING);
        session.sendFrame(CloseCodes.of(why).toFrame(), Callback.NOOP, false);
        atLast.accept(session::abort);
    }

    /** Done on whichever thread Jetty is, since what follows does not block. */
    private record Sent(Done then) implements Callback {
        @Override
        public void succeeded() {
            then.done(null);
        }

        @Override
        public void failed(Throwable failure) {
            then.done(failure);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
