package connectly.eventlog;

import connectly.eventlog.merkle.Checkpoint;
import connectly.eventlog.merkle.Hash;
import connectly.eventlog.merkle.MerkleTree;
import connectly.eventlog.merkle.NoteSigner;
import connectly.eventlog.merkle.SignedNote;
import connectly.eventlog.merkle.Tile;
import connectly.eventlog.merkle.TreeHasher;
import connectly.eventlog.merkle.TreeHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The Merkle tree over the events and its signed checkpoints, as the writer keeps them: leaves are gathered while a
 * transaction is open, grow the tree just before it commits, and count from its commit on. For the writer thread alone,
 * but for {@link #committed()} and {@link #latest()}.
 */
final class LogTree {
    /** The longest that activity goes on without a checkpoint. */
    private static final long CHECKPOINT_NANOS = Duration.ofSeconds(1).toNanos();

    private final TreeTables tables;
    private final NoteSigner signer;
    private final TreeHasher hasher = new TreeHasher();

    private volatile MerkleTree committed;
    private volatile @Nullable SignedNote latest;
    private long checkpointSize;
    private long signingNanos = System.nanoTime();

    private final List<Hash> leaves = new ArrayList<>();
    private MerkleTree grown;
    private @Nullable CompletableFuture<Signed> signing;
    private @Nullable Signed written;

    private record Signed(long size, SignedNote note) {}

    private LogTree(TreeTables tables, NoteSigner signer, MerkleTree tree) {
        this.tables = tables;
        this.signer = signer;
        this.committed = tree;
        this.grown = tree;
    }

    /**
     * The tree of a log that is opened.
     *
     * @throws EventLogException if the events are not those that the newest checkpoint of this epoch was signed for
     */
    static LogTree restore(Connection connection, LogFile.Epoch epoch, NoteSigner signer) throws SQLException {
        TreeTables tables = new TreeTables(connection, epoch.number());
        LogTree tree = new LogTree(tables, signer, tables.restore(LogFile.head(connection)));
        tree.requireKey(epoch.verifierKey());
        SignedNote newest = tables.newestCheckpoint();
        if (newest != null) {
            tree.resumeFrom(newest);
        }
        return tree;
    }

    private void requireKey(@Nullable String known) throws SQLException {
        String key = signer.verifierKey().toString();
        if (known == null) {
            tables.setVerifierKey(key);
        } else if (!known.equals(key)) {
            throw new EventLogException("The key that signs the event log is not the one that signed it so far.");
        }
    }

    /** To go on from a tree that was changed would be to sign what contradicts the checkpoints that are out. */
    private void resumeFrom(SignedNote newest) {
        Checkpoint checkpoint = tables.open(newest, signer.verifierKey());
        if (checkpoint.size() > committed.size()
                || !new TreeHistory(committed, tables::tile)
                        .rootAt(checkpoint.size())
                        .equals(checkpoint.root())) {
            throw new EventLogException(
                    "The event log does not match its newest checkpoint: it was changed. Run verify to find out where.");
        }
        latest = newest;
        checkpointSize = checkpoint.size();
    }

    void add(NewEvent event, long position) {
        leaves.add(hasher.leaf(event.leafAt(position)));
    }

    /** Forgets the leaves after the first {@code count} of the open transaction. */
    void forgetAfter(int count) {
        leaves.subList(count, leaves.size()).clear();
    }

    int pending() {
        return leaves.size();
    }

    /** Before the commit: writes the tiles that are full now, and the checkpoint that was signed meanwhile. */
    void grow(EventInserts inserts) throws SQLException {
        MerkleTree.Growth growth = committed.append(leaves);
        for (Tile tile : growth.fullTiles()) {
            inserts.tile(tile);
        }
        grown = growth.tree();
        if (signing != null && signing.isDone()) {
            write(signing.join());
        }
    }

    /** Whether there are events that no checkpoint covers. */
    boolean lacksCheckpoint() {
        return committed.size() > checkpointSize;
    }

    /** Signs everything that is committed, and writes it: within a transaction that has no events. */
    void signAll() throws SQLException {
        write(signed(committed));
    }

    private void write(Signed signed) throws SQLException {
        tables.insertCheckpoint(signed.size(), signed.note());
        written = signed;
    }

    private Signed signed(MerkleTree tree) {
        String origin = signer.verifierKey().name();
        return new Signed(tree.size(), new Checkpoint(origin, tree.size(), tree.root()).signedBy(signer));
    }

    /** A signature takes as long as many commits, so it is made beside them and written with one of the next. */
    void afterCommit() {
        committed = grown;
        leaves.clear();
        if (written != null) {
            latest = written.note();
            checkpointSize = written.size();
            written = null;
            signing = null;
        }
        long now = System.nanoTime();
        if (signing == null && lacksCheckpoint() && now - signingNanos >= CHECKPOINT_NANOS) {
            MerkleTree tree = committed;
            signing = CompletableFuture.supplyAsync(() -> signed(tree));
            signingNanos = now;
        }
    }

    void afterRollback() {
        grown = committed;
        leaves.clear();
        written = null;
    }

    /** The tree over everything that is on disk. */
    MerkleTree committed() {
        return committed;
    }

    /** The newest checkpoint that is on disk; null while there was nothing to sign. */
    @Nullable SignedNote latest() {
        return latest;
    }

    /** What signs the checkpoints. */
    NoteSigner signer() {
        return signer;
    }
}
