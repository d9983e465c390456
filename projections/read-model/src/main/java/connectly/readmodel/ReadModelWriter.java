package connectly.readmodel;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.DSLContext;

/**
 * The only writer of a generation. A transaction belongs to the thread that began it; another thread that begins one
 * waits for its end.
 */
public final class ReadModelWriter {
    private final Connection connection;
    private final DSLContext tables;
    private final ReentrantLock turn = new ReentrantLock();

    ReadModelWriter(Connection connection, DSLContext tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** The tables, to be used between {@link #begin} and {@link #commit} only. */
    public DSLContext tables() {
        if (!turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("no transaction of this thread");
        }
        return tables;
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
            connection.rollback();
        } catch (SQLException e) {
            throw new ReadModelException("The read model cannot be rolled back.", e);
        } finally {
            turn.unlock();
        }
    }

    /** Whether the calling thread has a transaction open. */
    public boolean isInTransaction() {
        return turn.isHeldByCurrentThread();
    }
}
