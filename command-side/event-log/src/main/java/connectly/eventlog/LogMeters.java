package connectly.eventlog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators watch of the log; docs/metrics.md lists it. */
final class LogMeters {
    private static final Logger LOG = LoggerFactory.getLogger(LogMeters.class);

    /** Past this the write-ahead log slows every read down, and somebody holds it back. */
    static final long WAL_ALARM_BYTES = 64L << 20;

    /** Where the buckets of times begin: a good disk commits in less than the millisecond that Micrometer begins with. */
    private static final Duration SHORTEST = Duration.ofNanos(100_000);

    private final MeterRegistry registry;
    private final Timer append;
    private final Timer commit;
    private final DistributionSummary batch;
    private final Counter events;
    private final Counter conflicts;
    private final Counter refused;
    private final Counter cacheHits;
    private final Counter cacheMisses;

    LogMeters(MeterRegistry registry) {
        this.registry = registry;
        append = timer("connectly.log.append", "from the queue to the answer");
        commit = timer("connectly.log.commit", "the commit of a batch, which is its fsync");
        batch = DistributionSummary.builder("connectly.log.batch")
                .description("appends that shared a commit")
                .register(registry);
        events = counter("connectly.log.events", "events stored");
        conflicts = counter("connectly.log.conflicts", "appends refused since a decision was out of date");
        refused = counter("connectly.log.refused", "appends refused since too many waited");
        cacheHits = sourceCache("hit");
        cacheMisses = sourceCache("miss");
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .register(registry);
    }

    private Counter sourceCache(String result) {
        return Counter.builder("connectly.log.source.cache")
                .tag("result", result)
                .description("criteria of decisions, by whether they were answered without SQL")
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void watchQueue(AppendQueue queue) {
        gauge("connectly.log.queue", "appends that wait for the writer", queue, AppendQueue::size);
    }

    void watchWriteAheadLog(Path events) {
        Path wal = Path.of(events + "-wal");
        Gauge.builder("connectly.log.wal", wal, LogMeters::size)
                .description("size of the write-ahead log")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        gauge(
                "connectly.log.wal.alarm",
                "1 while the write-ahead log is larger than 64 MB",
                wal,
                file -> size(file) > WAL_ALARM_BYTES ? 1 : 0);
    }

    private <T> void gauge(String name, String description, T watched, ToDoubleFunction<T> value) {
        // The registry alone may hold what is watched; by default it would let the collector have it.
        Gauge.builder(name, watched, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private static double size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            LOG.warn("the size of the write-ahead log cannot be read", e);
            return Double.NaN;
        }
    }

    void committed(List<PendingAppend> appends, long nanos) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
        batch.record(appends.size());
    }

    void answered(PendingAppend pending, AppendResult result) {
        append.record(System.nanoTime() - pending.since(), TimeUnit.NANOSECONDS);
        switch (result) {
            case AppendResult.Stored _ -> events.increment(pending.events().size());
            case AppendResult.Conflict _ -> conflicts.increment();
        }
    }

    void refused() {
        refused.increment();
    }

    void cacheHit() {
        cacheHits.increment();
    }

    void cacheMiss() {
        cacheMisses.increment();
    }
}
