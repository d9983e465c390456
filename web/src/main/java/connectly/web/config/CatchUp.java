package connectly.web.config;

import connectly.web.feed.LiveFeed;
import connectly.web.feed.ReadModelClock;
import connectly.web.settings.StartupFailure;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Holds the start back until the read model shows the whole log: before that accounts would seem unknown and
 * conversations gone, and what is history would be told as news. Comes before the web server by its phase.
 */
final class CatchUp implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CatchUp.class);

    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();
    private static final long REPORT_NANOS = Duration.ofSeconds(2).toNanos();

    private final ProjectionWatch watch;
    private final ReadModelClock clock;
    private final LiveFeed feed;
    private volatile boolean running;

    CatchUp(ProjectionWatch watch, ReadModelClock clock, LiveFeed feed) {
        this.watch = watch;
        this.clock = clock;
        this.feed = feed;
    }

    @Override
    public void start() {
        long lastReport = System.nanoTime();
        while (clock.lag() > 0) {
            if (watch.isFailing()) {
                throw new StartupFailure(
                        "The read model cannot be built from the log; what was logged before says why.");
            }
            if (System.nanoTime() - lastReport > REPORT_NANOS) {
                lastReport = System.nanoTime();
                log.info("building the read model: at {}, {} events to go", clock.position(), clock.lag());
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        feed.start(clock.position());
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything that has the default phase, the web server among it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
