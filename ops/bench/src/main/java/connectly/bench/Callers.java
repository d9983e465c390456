package connectly.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Callers that each wait for an answer before they ask again. */
final class Callers {
    /** One question of one caller, answered when it returns. */
    interface Call {
        void by(int caller) throws Exception;
    }

    private Callers() {}

    /**
     * Runs a closed loop of virtual threads. Commits are counted from outside, by the heads that callers see when they
     * are answered; two commits in quick succession may count as one.
     */
    static Sample loop(int callers, Duration about, LongSupplier head, Call call)
            throws InterruptedException, ExecutionException {
        LongAdder done = new LongAdder();
        LongAdder commits = new LongAdder();
        AtomicLong seen = new AtomicLong(head.getAsLong());
        long cpu = cpuNanos();
        long start = System.nanoTime();
        long end = start + about.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                loops.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        call.by(caller);
                        done.increment();
                        long now = head.getAsLong();
                        if (seen.getAndAccumulate(now, Math::max) < now) {
                            commits.increment();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
        }
        return new Sample(done.sum(), System.nanoTime() - start, cpuNanos() - cpu, commits.sum());
    }

    /** Processor time of this process so far. */
    static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
