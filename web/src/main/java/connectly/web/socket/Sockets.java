package connectly.web.socket;

import connectly.query.updates.UpdateQueries;
import connectly.web.connections.Connections;
import connectly.web.connections.Outbox;
import connectly.web.correlation.Correlation;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.UpdateFrames;
import connectly.web.identity.Caller;
import connectly.web.identity.Scope;
import connectly.web.presence.Presence;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;

/** Opens and ends connections, and hands their frames on. */
final class Sockets implements AutoCloseable {
    /**
     * How long a client has to say from where it resumes, counted from its first pong, so that a slow network takes
     * nothing from it. Then it is pinged again, and its feed starts where it connected when that is answered too: so
     * whatever it has said in time was heard before, however long this server took to get to it.
     */
    private static final long RESUME_MILLIS = 500;
    /** How long the first pong is waited for: some clients never send one. */
    private static final long PONG_MILLIS = 10_000;

    private final Connections connections;
    private final Presence presence;
    private final FrameDispatcher dispatcher;
    private final Frames frames;
    private final LiveFeed feed;
    private final UpdateQueries updates;
    private final UpdateFrames updateFrames;
    private final InboundPace pace;
    private final SocketMeters meters;
    private final WriterTurns turns = new WriterTurns();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("socket-begin").factory());

    Sockets(
            Connections connections,
            Presence presence,
            FrameDispatcher dispatcher,
            Frames frames,
            LiveFeed feed,
            UpdateQueries updates,
            UpdateFrames updateFrames,
            InboundPace pace,
            SocketMeters meters) {
        this.connections = connections;
        this.presence = presence;
        this.dispatcher = dispatcher;
        this.frames = frames;
        this.feed = feed;
        this.updates = updates;
        this.updateFrames = updateFrames;
        this.pace = pace;
        this.meters = meters;
    }

    Connection add(Caller caller, String address, CoreSession session) {
        Outbox outbox = new Outbox(new SocketWire(session, meters), turns);
        Connection connection = new Connection(caller, address, outbox, feed, updates, updateFrames);
        connections.add(connection);
        // A token that may only read belongs to a program that listens: nobody sits there.
        connection.countAs(presence.arrive(connection.userId(), outbox, caller.may(Scope.WRITE)));
        return connection;
    }

    void welcome(Connection connection) {
        connection.outbox().offer(frames.welcome(connection.id(), connection.userId(), connection.beginning()));
        connection.outbox().ping();
        after(PONG_MILLIS, () -> connection.begin(connection.beginning()));
    }

    private void after(long millis, Runnable step) {
        var _ = timer.schedule(step, millis, TimeUnit.MILLISECONDS);
    }

    void received(Connection connection, String text) {
        if (connections.isClosing()) {
            return;
        }
        connection.heard();
        Optional<Duration> pause = pace.take(connection);
        Correlation.with(Correlation.newId(), () -> {
            if (pause.isPresent()) {
                tooFast(connection, pause.get());
            } else {
                dispatcher.dispatch(connection, text);
            }
            return connection;
        });
    }

    private void tooFast(Connection connection, Duration pause) {
        connection
                .outbox()
                .offer(frames.reject(
                        null,
                        Problem.of(ProblemCode.RATE_LIMITED)
                                .detail("This socket sends too many frames.")
                                .retryAfter(pause)
                                .build()));
        connection.bad();
    }

    /** A ping is answered by whoever calls this; too many of them are as bad as too many frames. */
    void pinged(Connection connection) {
        connection.heard();
        if (pace.take(connection).isPresent()) {
            connection.bad();
        }
    }

    void ponged(Connection connection) {
        connection.heard();
        if (connection.hasBegun()) {
            return;
        }
        if (connection.isLastCalled()) {
            connection.begin(connection.beginning());
        } else {
            after(RESUME_MILLIS, connection::lastCall);
        }
    }

    void closed(Connection connection, CloseStatus status) {
        if (!connection.outbox().isClosed()) {
            meters.closedByPeer(status.getCode());
        }
        connections.remove(connection);
        connection.ended();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        turns.close();
    }
}
