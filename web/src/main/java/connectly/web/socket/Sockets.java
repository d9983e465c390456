package connectly.web.socket;

import connectly.query.updates.UpdateQueries;
import connectly.web.connections.Connections;
import connectly.web.connections.Ending;
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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and ends connections, and hands their frames on. */
final class Sockets implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sockets.class);

    /**
     * How long a client has to say from where it resumes, counted from its first pong, so that a slow network takes
     * nothing from it. Then it is pinged again, and its feed starts where it connected when that is answered too: so
     * whatever it has said in time was heard before, however long this server took to get to it.
     */
    private static final long RESUME_MILLIS = 500;
    /** How long the first pong is waited for: some clients never send one. */
    private static final long PONG_MILLIS = 10_000;

    /** How long a socket that we have closed may still be open, whatever its peer does. */
    private static final long LONGEST_CLOSING_MILLIS = 60_000;

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
    /** What comes when the server has gone down is not done any more. */
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("socket-timer").factory(), new ThreadPoolExecutor.DiscardPolicy());

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

    /** A connection that is not open yet. Whoever tells of its end must know it before it is opened. */
    Connection connection(Caller caller, String address, CoreSession session) {
        SocketWire wire = new SocketWire(session, meters, abort -> after(LONGEST_CLOSING_MILLIS, abort));
        return new Connection(caller, address, new Outbox(wire, turns), feed, updates, updateFrames);
    }

    void open(Connection connection) {
        Outbox outbox = connection.outbox();
        connections.add(connection);
        // The first of all frames: as soon as presence knows the outbox it may tell of others.
        outbox.offer(frames.welcome(connection.id(), connection.userId(), connection.beginning()));
        try {
            // A token that may only read belongs to a program that listens: nobody sits there.
            boolean counts = connection.caller().may(Scope.WRITE);
            connection.countAs(presence.arrive(connection.userId(), outbox, counts));
        } catch (RuntimeException e) {
            log.error("a socket could not be opened", e);
            connection.end(Ending.FAILED);
            return;
        }
        outbox.ping();
        after(PONG_MILLIS, () -> connection.begin(connection.beginning()));
    }

    private void after(long millis, Runnable step) {
        var _ = timer.schedule(step, millis, TimeUnit.MILLISECONDS);
    }

    void received(Connection connection, String text) {
        // Said before it is asked whether we go down, since whoever goes down asks in the other order.
        connection.handling(true);
        try {
            if (!connections.isClosing()) {
                handle(connection, text);
            }
        } finally {
            connection.handling(false);
        }
    }

    private void handle(Connection connection, String text) {
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
        boolean first = connection.ponged();
        if (pace.take(connection).isPresent()) {
            connection.bad();
        }
        if (connection.hasBegun()) {
            return;
        }
        if (connection.isLastCalled()) {
            connection.begin(connection.beginning());
        } else if (first) {
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
