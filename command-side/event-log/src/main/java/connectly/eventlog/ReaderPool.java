package connectly.eventlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** A few read-only connections. In write-ahead mode they neither wait for the writer nor hold it up. */
final class ReaderPool implements AutoCloseable {
    /** A piece of reading: short, so that the write-ahead log can be folded into the file. */
    interface Reading<T> {
        T apply(EventQueries queries) throws SQLException;
    }

    private final List<Connection> connections;
    private final Queue<EventQueries> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore permits;
    private volatile boolean closed;

    ReaderPool(List<Connection> connections) {
        this.connections = List.copyOf(connections);
        connections.forEach(connection -> idle.add(new EventQueries(connection)));
        permits = new Semaphore(connections.size(), true);
    }

    /** Waits for a free connection. @throws EventLogException if the log is closed or cannot be read */
    <T> T read(Reading<T> reading) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new EventLogException("The event log is closed.");
            }
            EventQueries queries = idle.remove();
            try {
                return apply(reading, queries);
            } finally {
                idle.add(queries);
            }
        } finally {
            permits.release();
        }
    }

    private static <T> T apply(Reading<T> reading, EventQueries queries) {
        try {
            return reading.apply(queries);
        } catch (SQLException e) {
            try {
                queries.forgetStatements();
            } catch (SQLException e2) {
                e.addSuppressed(e2);
            }
            throw new EventLogException("The event log could not be read.", e);
        }
    }

    /** Lets running readings end, then closes the connections. */
    @Override
    public void close() throws SQLException {
        permits.acquireUninterruptibly(connections.size());
        try {
            closed = true;
            for (Connection connection : connections) {
                connection.close();
            }
        } finally {
            permits.release(connections.size());
        }
    }
}
