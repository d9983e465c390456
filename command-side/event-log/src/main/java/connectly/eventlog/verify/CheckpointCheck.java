package connectly.eventlog.verify;

import connectly.eventlog.merkle.MerkleTree;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Checks every stored checkpoint as the tree reaches its size. A signature takes as long as many events, and a quiet log
 * has a checkpoint for nearly each, so they are checked on all cores while the events are read on.
 */
final class CheckpointCheck implements AutoCloseable {
    private static final int PAGE = 256;
    private static final CheckpointRow BEFORE_ALL = new CheckpointRow(0, 0, null);

    private final PreparedStatement select;
    private final Epochs epochs;
    private final long head;
    private final Queue<CheckpointRow> page = new ArrayDeque<>();
    private final Queue<CompletableFuture<Optional<DamageException>>> checking = new ArrayDeque<>();
    private CheckpointRow last = BEFORE_ALL;
    private long covered;
    private long count;

    CheckpointCheck(Connection connection, Epochs epochs, long head) throws SQLException {
        select = connection.prepareStatement("""
                SELECT size, epoch, note FROM checkpoint
                WHERE (size, epoch) > (?, ?) AND size <= ? ORDER BY size, epoch LIMIT ?
                """);
        this.epochs = epochs;
        this.head = head;
    }

    /** Whether a checkpoint of this size is the next. */
    boolean isDueAt(long size) throws SQLException, DamageException {
        CheckpointRow next = next();
        return next != null && next.size() == size;
    }

    /** Begins to check every checkpoint of the tree's size. */
    void check(MerkleTree tree) throws SQLException, DamageException {
        while (isDueAt(tree.size())) {
            CheckpointRow row = page.remove();
            long before = covered;
            checking.add(CompletableFuture.supplyAsync(() -> checked(row, tree, before)));
            count++;
            if (checking.size() >= PAGE) {
                settle();
            }
        }
        covered = tree.size();
    }

    private Optional<DamageException> checked(CheckpointRow row, MerkleTree tree, long before) {
        try {
            row.check(epochs, tree, before);
            return Optional.empty();
        } catch (DamageException e) {
            return Optional.of(e);
        }
    }

    /** Waits for what was begun. */
    void settle() throws DamageException {
        while (!checking.isEmpty()) {
            Optional<DamageException> damage = checking.remove().join();
            if (damage.isPresent()) {
                throw damage.get();
            }
        }
    }

    private @Nullable CheckpointRow next() throws SQLException, DamageException {
        if (page.isEmpty() && last.size() < head) {
            readPage();
        }
        return page.peek();
    }

    private void readPage() throws SQLException, DamageException {
        select.setLong(1, last.size());
        select.setLong(2, last.epoch());
        select.setLong(3, head);
        select.setInt(4, PAGE);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                CheckpointRow next = new CheckpointRow(row.getLong(1), row.getLong(2), row.getBytes(3));
                // A damaged index may lead in circles.
                if (!next.isAfter(last)) {
                    throw new DamageException(covered + 1, "The checkpoints are not in their order.");
                }
                page.add(next);
                last = next;
            }
        }
    }

    long count() {
        return count;
    }

    /** How many events the newest of them covers. */
    long covered() {
        return covered;
    }

    @Override
    public void close() throws SQLException {
        select.close();
    }
}
