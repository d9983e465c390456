package connectly.readmodel;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.DSLContext;

/**
 * The only writer of a generation. A transaction belongs to the thread that began it; another thread that begins one
 * waits for its end.
 */
public final class ReadModelWriter {
    private final KeptStatements connection;
    private final DSLContext tables;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<PreparedWrite, BoundWrite> prepared = new HashMap<>();

    ReadModelWriter(KeptStatements connection, DSLContext tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** The tables, to be used between {@link #begin} and {@link #commit} only. */
    public DSLContext tables() {
        requireTransaction();
        return tables;
    }

    /** A change to be given its values and executed, between {@link #begin} and {@link #commit} only. */
    public BoundWrite prepared(PreparedWrite write) {
        requireTransaction();
        return prepared.computeIfAbsent(write, this::prepare);
    }

    private BoundWrite prepare(PreparedWrite write) {
        try {
            return new BoundWrite(write, connection.prepareStatement(write.sql()));
        } catch (SQLException e) {
            throw new ReadModelException("The read model cannot be written.", e);
        }
    }

    private void requireTransaction() {
        if (!turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("no transaction of this thread");
        }
    }

    public void begin() {
        turn.lock();
    }

    /** Makes everything since {@link #begin} visible at once, or nothing of it. */
    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new ReadModelException("The read model cannot be written.", e);
        }
        turn.unlock();
    }

    /** Takes everything since {@link #begin} back. */
    public void rollback() {
        try {
            rollbackAndForget();
        } catch (SQLException e) {
            throw new ReadModelException("The read model cannot be rolled back.", e);
        } finally {
            turn.unlock();
        }
    }

    /** Rolls back in any case: nothing half-done may be left for the next transaction. */
    private void rollbackAndForget() throws SQLException {
        try {
            // The driver has finalised the one that failed, and one may have been given some of its values only.
            prepared.values().forEach(BoundWrite::close);
            prepared.clear();
            connection.forget();
        } finally {
            connection.rollback();
        }
    }

    /** Whether the calling thread has a transaction open. */
    public boolean isInTransaction() {
        return turn.isHeldByCurrentThread();
    }
}
