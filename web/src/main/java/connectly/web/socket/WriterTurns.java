package connectly.web.socket;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A few threads in which the writes of all sockets begin. They never wait for a peer, so more would not help; while one
 * goes round, what comes meanwhile gathers in the outboxes and leaves together.
 */
final class WriterTurns implements Executor, AutoCloseable {
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("socket-writer-", 1).factory());

    @Override
    public void execute(Runnable turn) {
        try {
            threads.execute(turn);
        } catch (RejectedExecutionException e) {
            // The server has gone down, and its sockets with it.
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
