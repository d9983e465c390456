package connectly.eventlog.verify;

import connectly.eventlog.merkle.Hash;
import connectly.eventlog.merkle.MerkleTree;
import connectly.eventlog.merkle.Tile;
import connectly.eventlog.merkle.TilePath;
import connectly.eventlog.merkle.TreeHasher;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grows the tree again from the events, and holds every full tile of it against the one that is stored. */
final class TreeCheck implements AutoCloseable {
    private static final int LEVEL_BITS = 8;

    private final PreparedStatement select;
    private final long head;
    private final TreeHasher hasher = new TreeHasher();
    private final List<Hash> leaves = new ArrayList<>(TilePath.FULL);
    private MerkleTree tree = MerkleTree.EMPTY;
    private byte @Nullable [] stored;

    TreeCheck(Connection connection, long head) throws SQLException {
        select = connection.prepareStatement("SELECT hashes FROM tile WHERE level = ? AND tile_index = ?");
        this.head = head;
    }

    void add(long position, byte[] leaf) throws SQLException, DamageException {
        long tile = (position - 1) / TilePath.FULL;
        int index = (int) ((position - 1) % TilePath.FULL);
        if (index == 0) {
            // The last events fill no tile yet, or one that a writer stored after we began.
            stored = (tile + 1) * TilePath.FULL <= head ? stored(TilePath.full(0, tile)) : null;
        }
        Hash hash = hasher.leaf(leaf);
        if (stored != null && !hasAt(stored, index, hash.bytes())) {
            throw new DamageException(
                    position,
                    "Event %d is not what was written: the Merkle tree has another hash for it.".formatted(position));
        }
        leaves.add(hash);
        if (index == TilePath.FULL - 1) {
            var _ = tree();
        }
    }

    /** The tree over all events so far. */
    MerkleTree tree() throws SQLException, DamageException {
        MerkleTree.Growth growth = tree.append(leaves);
        leaves.clear();
        for (Tile tile : growth.fullTiles()) {
            if (tile.path().level() > 0) {
                compare(tile);
            }
        }
        tree = growth.tree();
        return tree;
    }

    private void compare(Tile tile) throws SQLException, DamageException {
        byte[] found = stored(tile.path());
        int at = Arrays.mismatch(found, tile.bytes());
        if (at >= 0) {
            throw new DamageException(
                    firstEvent(tile.path(), at / Hash.BYTES),
                    "%s of the Merkle tree is not what the events under it make.".formatted(tile.path()));
        }
    }

    private byte[] stored(TilePath path) throws SQLException, DamageException {
        select.setInt(1, path.level());
        select.setLong(2, path.index());
        try (ResultSet row = select.executeQuery()) {
            byte[] hashes = row.next() ? row.getBytes(1) : null;
            if (hashes == null || hashes.length != TilePath.FULL * Hash.BYTES) {
                throw new DamageException(
                        firstEvent(path, 0), "%s of the Merkle tree is missing, or not whole.".formatted(path));
            }
            return hashes;
        }
    }

    /** Under one hash of a tile. */
    private static long firstEvent(TilePath path, int index) {
        return ((path.index() * TilePath.FULL + index) << (path.level() * LEVEL_BITS)) + 1;
    }

    private static boolean hasAt(byte[] tile, int index, byte[] hash) {
        int from = index * Hash.BYTES;
        return Arrays.equals(tile, from, from + Hash.BYTES, hash, 0, Hash.BYTES);
    }

    @Override
    public void close() throws SQLException {
        select.close();
    }
}
