package connectly.eventlog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: it takes whatever waits, up to a bound, and commits it with a single fsync. While it
 * commits, the next batch gathers, so batches grow with the load and a lone caller never waits for company.
 *
 * <p>After each commit it first moves the head, then answers the callers, so that whoever got an answer can read what
 * they wrote. Every answer has a virtual thread of its own: what a caller does next must neither hold the writer up nor
 * its neighbours in the batch, and no order between independent callers is promised beyond that of the positions.
 */
final class EventWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

    private final LogStore store;
    private final LogHead head;
    private final EventLogOptions options;
    private final AppendQueue queue;
    private final Thread thread;

    /** Why the log takes no more events; null as long as it does. */
    private volatile @Nullable Throwable failure;

    EventWriter(LogStore store, LogHead head, EventLogOptions options) {
        this.store = store;
        this.head = head;
        this.options = options;
        this.queue = new AppendQueue(options.queueCapacity());
        this.thread = Thread.ofPlatform().name("event-log-writer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isWritable() {
        return failure == null && thread.isAlive();
    }

    /** Never blocks. A full, failed or closed log gives a future that has failed already. */
    CompletableFuture<AppendResult> append(List<NewEvent> events, AppendGuard guard) {
        PendingAppend append = new PendingAppend(events, guard);
        return switch (queue.offer(append)) {
            case ACCEPTED -> append.result();
            case FULL -> CompletableFuture.failedFuture(new LogBusyException(options.queueCapacity()));
            case CLOSED -> CompletableFuture.failedFuture(whyClosed());
        };
    }

    private EventLogException whyClosed() {
        Throwable cause = failure;
        return cause == null ? new EventLogException("The event log is closed.") : LogFailedException.notStored(cause);
    }

    private void run() {
        try {
            writeUntilClosed();
        } catch (RuntimeException | Error e) {
            LOG.error("the event log's writer ended unexpectedly", e);
            stop(e);
            failAll(queue.take(Integer.MAX_VALUE), LogFailedException.notStored(e));
        }
    }

    private void writeUntilClosed() {
        for (List<PendingAppend> batch = queue.take(options.maxBatch());
                !batch.isEmpty();
                batch = queue.take(options.maxBatch())) {
            Throwable cause = failure;
            if (cause == null) {
                write(batch);
            } else {
                failAll(batch, LogFailedException.notStored(cause));
            }
        }
    }

    private void write(List<PendingAppend> batch) {
        List<Runnable> answers;
        try {
            store.begin();
            answers = insert(batch);
        } catch (SQLException | RuntimeException | Error e) {
            abandon(batch, e);
            return;
        }
        try {
            store.commit();
        } catch (SQLException | RuntimeException | Error e) {
            LOG.error("the event log failed at a commit of {} appends and stops", batch.size(), e);
            stop(e);
            failAll(batch, LogFailedException.unknown(e));
            return;
        }
        head.advance(store.head());
        answers.forEach(Thread::startVirtualThread);
    }

    private List<Runnable> insert(List<PendingAppend> batch) throws SQLException {
        List<Runnable> answers = new ArrayList<>(batch.size());
        for (PendingAppend append : batch) {
            try {
                AppendResult result = store.append(append.events(), append.guard());
                answers.add(() -> append.result().complete(result));
            } catch (EventLogException e) {
                answers.add(() -> append.result().completeExceptionally(e));
            }
        }
        return answers;
    }

    /** Before the commit the outcome is known: nothing is on disk. Only a cause that does not pass stops the log. */
    private void abandon(List<PendingAppend> batch, Throwable cause) {
        LOG.error("the event log could not write a batch of {} appends; nothing of it is stored", batch.size(), cause);
        boolean goesOn = SqliteErrors.passes(cause) && rolledBack(cause);
        if (goesOn) {
            failAll(
                    batch,
                    new EventLogException("The event log could not store these events; try again later.", cause));
        } else {
            stop(cause);
            failAll(batch, LogFailedException.notStored(cause));
        }
    }

    private boolean rolledBack(Throwable cause) {
        try {
            store.rollback();
            return true;
        } catch (SQLException e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    /** Fail-stop: after a failed write or sync the file's state is for the recovery of a restart to tell. */
    private void stop(Throwable cause) {
        failure = cause;
        queue.close();
    }

    private static void failAll(List<PendingAppend> appends, EventLogException e) {
        appends.forEach(
                append -> Thread.startVirtualThread(() -> append.result().completeExceptionally(e)));
    }

    /** Writes what is queued, then ends the thread. Later appends are refused. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
