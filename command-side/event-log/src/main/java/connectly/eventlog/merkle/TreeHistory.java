package connectly.eventlog.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tree with its tiles, for questions about it at any size it ever had. Safe for many threads if the source is. Each
 * question reads a tile at most once, and about two tiles a level.
 *
 * @param tree as it is now; its full tiles must be readable
 */
public record TreeHistory(MerkleTree tree, TileSource tiles) {
    /**
     * The root that the tree had at this size.
     *
     * @throws IllegalArgumentException if it never had this size
     */
    public Hash rootAt(long size) {
        checkReached(size);
        return size == 0 ? TreeHasher.EMPTY_ROOT : new Subtrees(tree, tiles).root(0, size);
    }

    /**
     * The audit path of RFC 6962, section 2.1.1: the hashes that with this leaf's give the root at this size, from the
     * leaf's sibling up.
     *
     * @param index of the leaf, from 0
     * @throws IllegalArgumentException if the tree at this size has no such leaf, or never had this size
     */
    public List<Hash> inclusionProof(long index, long size) {
        checkReached(size);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        List<Hash> proof = new ArrayList<>();
        path(new Subtrees(tree, tiles), index, 0, size, proof);
        return List.copyOf(proof);
    }

    /**
     * The consistency proof of RFC 6962, section 2.1.2: that the tree at the newer size extends the tree at the older.
     * Empty if the sizes are equal or the older is 0, for then there is nothing to prove.
     *
     * @throws IllegalArgumentException if the older size is not the smaller, or the tree never had the newer
     */
    public List<Hash> consistencyProof(long oldSize, long newSize) {
        checkReached(newSize);
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("no proof from size " + oldSize + " to " + newSize);
        }
        List<Hash> proof = new ArrayList<>();
        if (oldSize > 0) {
            extension(new Subtrees(tree, tiles), oldSize, 0, newSize, true, proof);
        }
        return List.copyOf(proof);
    }

    /** The tile as an outsider asks for it: full, or partial as it was at some size; empty if the tree has no such. */
    public Optional<Tile> tile(TilePath path) {
        return path.index() < tree.fullTiles(path.level())
                ? Optional.of(
                        tiles.read(TilePath.full(path.level(), path.index())).first(path.width()))
                : tree.edgeTile(path);
    }

    private void checkReached(long size) {
        if (size < 0 || size > tree.size()) {
            throw new IllegalArgumentException("a tree of " + tree.size() + " never had size " + size);
        }
    }

    private static void path(Subtrees subtrees, long index, long from, long to, List<Hash> proof) {
        if (to - from == 1) {
            return;
        }
        long middle = Subtrees.split(from, to);
        if (index < middle) {
            path(subtrees, index, from, middle, proof);
            proof.add(subtrees.root(middle, to));
        } else {
            path(subtrees, index, middle, to, proof);
            proof.add(subtrees.root(from, middle));
        }
    }

    /** {@code known} says that the verifier has the hash of these leaves already: they are the whole older tree. */
    private static void extension(
            Subtrees subtrees, long oldSize, long from, long to, boolean known, List<Hash> proof) {
        if (oldSize == to) {
            if (!known) {
                proof.add(subtrees.root(from, to));
            }
            return;
        }
        long middle = Subtrees.split(from, to);
        if (oldSize <= middle) {
            extension(subtrees, oldSize, from, middle, known, proof);
            proof.add(subtrees.root(middle, to));
        } else {
            extension(subtrees, oldSize, middle, to, false, proof);
            proof.add(subtrees.root(from, middle));
        }
    }
}
