package connectly.eventlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose first batch waits at a gate, so that what is appended meanwhile becomes the second batch. */
final class GatedStore extends LogStore {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger commits = new AtomicInteger();

    GatedStore(Connection connection, LogTree tree) throws SQLException {
        super(connection, tree);
    }

    @Override
    void begin() throws SQLException {
        arrived.countDown();
        pass(gate);
        super.begin();
    }

    @Override
    void commit() throws SQLException {
        super.commit();
        commits.incrementAndGet();
    }

    /** Returns when the writer holds the first batch. */
    void awaitFirstBatch() {
        pass(arrived);
    }

    void openGate() {
        gate.countDown();
    }

    int commits() {
        return commits.get();
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
