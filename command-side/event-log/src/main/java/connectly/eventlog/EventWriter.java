package connectly.eventlog;

import connectly.eventlog.sqlite.SqliteErrors;
import java.sql.SQLException;
import java.time.Duration;
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

    /** How long nothing must have come before the writer tidies up. */
    private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

    private final LogStore store;
    private final LogHead head;
    private final EventLogOptions options;
    private final LogMeters meters;
    private final AppendQueue queue;
    private final Thread thread;

    /** Why the log takes no more events; null as long as it does. */
    private volatile @Nullable Throwable failure;

    EventWriter(LogStore store, LogHead head, EventLogOptions options, LogMeters meters) {
        this.store = store;
        this.head = head;
        this.options = options;
        this.meters = meters;
        this.queue = new AppendQueue(options.queueCapacity());
        meters.watchQueue(queue);
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
        return append(PendingAppend.of(events, guard));
    }

    /** Likewise. The content is out of the file when the answer comes. */
    CompletableFuture<AppendResult> purge(long position) {
        return append(PendingAppend.purging(position));
    }

    private CompletableFuture<AppendResult> append(PendingAppend append) {
        return switch (queue.offer(append)) {
            case ACCEPTED -> append.result();
            case FULL -> {
                meters.refused();
                yield CompletableFuture.failedFuture(new LogBusyException(options.queueCapacity()));
            }
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
            failWaiting(LogFailedException.notStored(e));
        }
    }

    private void writeUntilClosed() {
        long patience = IDLE_NANOS;
        for (List<PendingAppend> batch = queue.take(options.maxBatch(), patience);
                batch != null;
                batch = queue.take(options.maxBatch(), patience)) {
            Throwable cause = failure;
            if (cause != null) {
                failAll(batch, LogFailedException.notStored(cause));
            } else if (batch.isEmpty()) {
                tidy();
                patience = Long.MAX_VALUE;
            } else {
                write(batch);
                patience = IDLE_NANOS;
            }
        }
        if (failure == null) {
            tidy();
        }
    }

    /** When nothing came for a while: everything gets a checkpoint, and the write-ahead log shrinks to nothing. */
    private void tidy() {
        try {
            store.signCheckpoint();
            store.truncateWriteAheadLog();
        } catch (SQLException | RuntimeException e) {
            LOG.error("the event log failed while it was idle and stops", e);
            stop(e);
        }
    }

    private void write(List<PendingAppend> batch) {
        List<Runnable> answers;
        try {
            answers = insert(batch);
            store.complete();
        } catch (SQLException | RuntimeException | Error e) {
            abandon(batch, e);
            return;
        }
        long started = System.nanoTime();
        try {
            store.commit();
        } catch (SQLException | RuntimeException | Error e) {
            LOG.error("the event log failed at a commit of {} appends and stops", batch.size(), e);
            stop(e);
            failAll(batch, LogFailedException.unknown(e));
            return;
        }
        meters.committed(batch, System.nanoTime() - started);
        head.advance(store.head());
        // What is purged is out of the file only when the write-ahead log is.
        if (batch.stream().anyMatch(append -> !append.purges().isEmpty())) {
            tidy();
        }
        answers.forEach(Thread::startVirtualThread);
    }

    private interface Insertion {
        AppendResult insert(PendingAppend append) throws SQLException;
    }

    /** Savepoints cost as much as an event, so appends get one each only when some append of the batch was refused. */
    private List<Runnable> insert(List<PendingAppend> batch) throws SQLException {
        try {
            return insert(batch, store::append, false);
        } catch (EventLogException _) {
            store.rollback();
            return insert(batch, store::appendAlone, true);
        }
    }

    private List<Runnable> insert(List<PendingAppend> batch, Insertion insertion, boolean alone) throws SQLException {
        store.begin();
        List<Runnable> answers = new ArrayList<>(batch.size());
        for (PendingAppend append : batch) {
            try {
                AppendResult result = insertion.insert(append);
                answers.add(() -> answer(append, result));
            } catch (EventLogException e) {
                if (!alone) {
                    throw e;
                }
                answers.add(() -> append.result().completeExceptionally(e));
            }
        }
        return answers;
    }

    private void answer(PendingAppend append, AppendResult result) {
        meters.answered(append, result);
        append.result().complete(result);
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

    private void failWaiting(EventLogException e) {
        List<PendingAppend> waiting = queue.take(Integer.MAX_VALUE, 0);
        if (waiting != null) {
            failAll(waiting, e);
        }
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
