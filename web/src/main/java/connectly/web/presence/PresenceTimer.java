package connectly.web.presence;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has {@link Presence} tell what has changed, twice a second. */
final class PresenceTimer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PresenceTimer.class);
    private static final long TICK_MILLIS = 500;

    private final Presence presence;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("presence").factory());

    PresenceTimer(Presence presence) {
        this.presence = presence;
    }

    void start() {
        var _ = timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            presence.tick();
        } catch (RuntimeException | Error e) {
            // Thrown out of here it would end the ticks for good. The next one tells what this one did not.
            log.error("presence could not be told, and is tried again", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
