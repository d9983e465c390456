package connectly.web.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * So many takes a period for each key, refilled evenly: who has used all up waits for one place, not for the period.
 * Keys that rest for a period are forgotten (they are full again by then); at most 100,000 are remembered.
 */
public final class RateLimiter {
    private static final int MOST_KEYS = 100_000;

    private final long takes;
    private final Duration period;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    public RateLimiter(long takes, Duration period) {
        this(takes, period, System::nanoTime);
    }

    /** @param nanoTime what counts as now, for tests that move it */
    public RateLimiter(long takes, Duration period, LongSupplier nanoTime) {
        this.takes = takes;
        this.period = period;
        this.time = new Time(nanoTime);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(period)
                .build();
    }

    private record Time(LongSupplier nanoTime) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    /** Empty if there was a place and it is taken now, else how long until there is one. */
    public Optional<Duration> take(String key) {
        var probe = bucket(key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Undoes one {@link #take}. */
    public void giveBack(String key) {
        bucket(key).addTokens(1);
    }

    private Bucket bucket(String key) {
        return buckets.get(
                key,
                ignored -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(takes).refillGreedy(takes, period))
                        .withCustomTimePrecision(time)
                        .build());
    }
}
