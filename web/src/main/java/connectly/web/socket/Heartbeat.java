package connectly.web.socket;

import connectly.web.identity.Callers;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Pings every socket, and closes those of which nothing is heard. At shutdown, sends everybody away in order. */
@Component
final class Heartbeat implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final long SILENCE_SECONDS = 60;

    private final Connections connections;
    private final Callers callers;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("socket-heartbeat").factory());
    private volatile boolean running;

    Heartbeat(Connections connections, Callers callers) {
        this.connections = connections;
        this.callers = callers;
    }

    @Override
    public void start() {
        running = true;
        var _ = timer.scheduleAtFixedRate(
                this::beat, Frames.HEARTBEAT_SECONDS, Frames.HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Everybody is pinged before anybody's session is asked for, which takes a look at the disk. */
    private void beat() {
        connections.all().forEach(this::ping);
        connections.all().forEach(this::check);
    }

    private void ping(Connection connection) {
        if (connection.silentNanos() > TimeUnit.SECONDS.toNanos(SILENCE_SECONDS)) {
            connection.outbox().close(CloseCodes.SILENT);
        } else {
            connection.outbox().ping();
        }
    }

    /** A session may have expired; asking also keeps one alive whose socket is in use. */
    private void check(Connection connection) {
        try {
            if (!callers.stillCounts(connection.caller())) {
                connection.outbox().close(CloseCodes.REVOKED);
            }
        } catch (RuntimeException e) {
            // Thrown out of here it would end the heartbeat for good.
            log.error("a session could not be looked up", e);
        }
    }

    /** Runs before the server stops taking requests, so that clients know why and come back. */
    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
        connections.all().forEach(connection -> connection.outbox().close(CloseCodes.RESTARTING));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
