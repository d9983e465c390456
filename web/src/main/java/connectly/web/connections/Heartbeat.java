package connectly.web.connections;

import connectly.web.identity.Callers;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
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
    void beat() {
        connections.all().forEach(Heartbeat::beat);
        check(StreamSupport.stream(connections.all().spliterator(), false).toList());
    }

    /** Nothing may be thrown out of here: it would end the heartbeat for good. */
    private static void beat(Peer peer) {
        try {
            peer.beat();
        } catch (RuntimeException | Error e) {
            log.error("a connection could not be pinged", e);
        }
    }

    /** Sessions may have expired; asking also keeps those alive whose connections are in use. */
    private void check(List<Peer> peers) {
        try {
            Set<UUID> counting =
                    callers.countingCredentials(peers.stream().map(Peer::caller).toList());
            peers.stream()
                    .filter(peer -> !counting.contains(peer.caller().credentialId()))
                    .forEach(peer -> peer.end(Ending.REVOKED));
        } catch (RuntimeException | Error e) {
            // Not thrown, either.
            log.error("sessions could not be looked up", e);
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
