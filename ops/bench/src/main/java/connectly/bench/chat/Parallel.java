package connectly.bench.chat;

import connectly.bench.BenchException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/** Calls of the API, several at once. */
final class Parallel {
    private static final int AT_ONCE = 32;

    private Parallel() {}

    /** What {@code call} gives for each index below {@code count}, in their order. */
    static <T> List<T> map(int count, IntFunction<T> call) {
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = i;
                places.acquire();
                calls.add(threads.submit(() -> {
                    try {
                        return call.apply(index);
                    } finally {
                        places.release();
                    }
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : calls) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new BenchException("A call failed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", e);
        }
    }
}
