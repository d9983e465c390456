package connectly.web.socket;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Pings every socket, and closes those of which nothing is heard. At shutdown, sends everybody away in order. */
@Component
final class Heartbeat implements SmartLifecycle {
    private static final long SILENCE_SECONDS = 60;

    private final Connections connections;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("socket-heartbeat").factory());
    private volatile boolean running;

    Heartbeat(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void start() {
        running = true;
        var _ = timer.scheduleAtFixedRate(
                this::beat, Frames.HEARTBEAT_SECONDS, Frames.HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    private void beat() {
        for (Connection connection : connections.all()) {
            if (connection.silentNanos() > TimeUnit.SECONDS.toNanos(SILENCE_SECONDS)) {
                connection.outbox().close(CloseCodes.SILENT);
            } else {
                connection.outbox().ping();
            }
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
