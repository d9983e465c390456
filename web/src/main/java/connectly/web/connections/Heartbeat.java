package connectly.web.connections;

import connectly.web.identity.Callers;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has every connection give a sign of life. At shutdown, sends everybody away in order. */
@Component
public final class Heartbeat implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    /** Between two signs of life. */
    public static final int SECONDS = 25;

    private final Connections connections;
    private final Callers callers;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("connection-heartbeat").factory());
    private volatile boolean running;

    Heartbeat(Connections connections, Callers callers) {
        this.connections = connections;
        this.callers = callers;
    }

    @Override
    public void start() {
        running = true;
        var _ = timer.scheduleAtFixedRate(this::beat, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** Everybody hears of us before anybody's session is asked for, which takes a look at the disk. */
    private void beat() {
        connections.all().forEach(Peer::beat);
        connections.all().forEach(this::check);
    }

    /** A session may have expired; asking also keeps one alive whose connection is in use. */
    private void check(Peer peer) {
        try {
            if (!callers.stillCounts(peer.caller())) {
                peer.end(Ending.REVOKED);
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
        connections.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
