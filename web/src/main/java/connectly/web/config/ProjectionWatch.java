package connectly.web.config;

import connectly.projectors.ProjectionListener;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.ReadModelClock;
import connectly.web.health.ReadinessCheck;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on how far the projection is, and says when it is too far behind for this server to be of use. */
final class ProjectionWatch implements ProjectionListener, ReadinessCheck {
    private static final Logger log = LoggerFactory.getLogger(ProjectionWatch.class);

    /** Events that the read model may be behind the log. */
    private static final long MOST_LAG = 1_000;
    /** How long it may stand still while there is something to do. Axon gives up on some failures without a word. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ReadModelClock clock;
    private final LiveFeed feed;
    private final AtomicBoolean failing = new AtomicBoolean();

    ProjectionWatch(ReadModelClock clock, LiveFeed feed) {
        this.clock = clock;
        this.feed = feed;
    }

    @Override
    public void reached(long position) {
        if (failing.getAndSet(false)) {
            log.info("the projection goes on at position {}", position);
        }
        clock.reached(position);
        feed.reached(position);
    }

    /** Logged once for each spell of failing, since a batch that failed is tried again several times a second. */
    @Override
    public void failed(Throwable failure) {
        if (!failing.getAndSet(true)) {
            log.error("the projection has failed and tries again", failure);
        }
    }

    boolean isFailing() {
        return failing.get();
    }

    @Override
    public String name() {
        return "projections";
    }

    @Override
    public Result check() {
        long lag = clock.lag();
        boolean stuck = clock.stuckFor().compareTo(LONGEST_PAUSE) > 0;
        return new Result(!failing.get() && !stuck && lag <= MOST_LAG, lag + " events behind the log");
    }
}
