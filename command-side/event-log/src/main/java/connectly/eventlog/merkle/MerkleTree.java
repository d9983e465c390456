package connectly.eventlog.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The tree as the writer knows it: its size and its right edge, which are the hashes of each level that do not fill a
 * tile yet. Immutable: growing gives another tree and leaves this one as it is, so a transaction that is rolled back
 * just drops the tree it grew.
 *
 * <p>A full tile is hashed once, when its last hash arrives: about one node hash a leaf over time.
 */
public final class MerkleTree {
    /** The tree without leaves. */
    public static final MerkleTree EMPTY = new MerkleTree(0, new Hash[0][]);

    private static final Hash[] NOTHING = {};
    private static final int LEVEL_BITS = 8;

    private final long size;

    /** By level, up to 255 hashes each; shared with other trees and never changed. */
    private final Hash[][] edge;

    private MerkleTree(long size, Hash[][] edge) {
        this.size = size;
        this.edge = edge;
    }

    /**
     * What a batch made of the tree.
     *
     * @param tree with the batch's leaves
     * @param fullTiles which the batch filled, level by level: to be kept for ever
     */
    public record Growth(MerkleTree tree, List<Tile> fullTiles) {}

    /**
     * The tree of a log that is opened again. Reads up to 255 full tiles a level.
     *
     * @param tiles all the full tiles of a tree of this size
     * @param lastLeaves hashes of the leaves after the last full tile of level 0: {@code size % 256} of them
     * @throws IllegalArgumentException if there are not so many last leaves
     */
    public static MerkleTree restore(long size, TileSource tiles, List<Hash> lastLeaves) {
        if (size < 0 || lastLeaves.size() != size % TilePath.FULL) {
            throw new IllegalArgumentException("size " + size + " with " + lastLeaves.size() + " last leaves");
        }
        TreeHasher hasher = new TreeHasher();
        List<Hash[]> edge = new ArrayList<>();
        edge.add(lastLeaves.toArray(Hash[]::new));
        for (int level = 1; hashes(size, level) > 0; level++) {
            long first = hashes(size, level + 1) * TilePath.FULL;
            Hash[] roots = new Hash[(int) (hashes(size, level) - first)];
            for (int i = 0; i < roots.length; i++) {
                roots[i] = tiles.read(TilePath.full(level - 1, first + i)).subtree(hasher, 0, TilePath.FULL);
            }
            edge.add(roots);
        }
        return new MerkleTree(size, edge.toArray(Hash[][]::new));
    }

    /** How many leaves it has. */
    public long size() {
        return size;
    }

    /** The tree with these leaves after its last one. */
    public Growth append(List<Hash> leaves) {
        TreeHasher hasher = new TreeHasher();
        List<Tile> fullTiles = new ArrayList<>();
        List<Hash[]> grown = new ArrayList<>();
        Hash[] added = leaves.toArray(Hash[]::new);
        for (int level = 0; level < edge.length || added.length > 0; level++) {
            Hash[] hashes = concat(edge(level), added);
            int full = hashes.length / TilePath.FULL;
            added = new Hash[full];
            for (int i = 0; i < full; i++) {
                TilePath path = TilePath.full(level, fullTiles(level) + i);
                Tile tile = new Tile(path, Arrays.copyOfRange(hashes, i * TilePath.FULL, (i + 1) * TilePath.FULL));
                fullTiles.add(tile);
                added[i] = tile.subtree(hasher, 0, TilePath.FULL);
            }
            grown.add(full == 0 ? hashes : Arrays.copyOfRange(hashes, full * TilePath.FULL, hashes.length));
        }
        MerkleTree tree = new MerkleTree(Math.addExact(size, leaves.size()), grown.toArray(Hash[][]::new));
        return new Growth(tree, List.copyOf(fullTiles));
    }

    /** The Merkle tree hash over all leaves. Computed at each call: up to 255 node hashes a level. */
    public Hash root() {
        TreeHasher hasher = new TreeHasher();
        Hash root = null;
        for (Hash[] hashes : edge) {
            // The perfect subtrees within the tile, from the right: one for each bit of its width.
            for (int end = hashes.length; end > 0; ) {
                int count = Integer.lowestOneBit(end);
                end -= count;
                Hash left = hasher.perfect(hashes, end, count);
                root = root == null ? left : hasher.node(left, root);
            }
        }
        return root == null ? TreeHasher.EMPTY_ROOT : root;
    }

    /** A partial tile of the right edge, at its present width or a smaller one; empty if the path names another. */
    Optional<Tile> edgeTile(TilePath path) {
        Hash[] hashes = edge(path.level());
        return path.index() == fullTiles(path.level()) && path.width() <= hashes.length
                ? Optional.of(new Tile(path, Arrays.copyOf(hashes, path.width())))
                : Optional.empty();
    }

    /** How many hashes of a level are on the right edge. */
    int edgeWidth(int level) {
        return edge(level).length;
    }

    /** How many full tiles a level has. */
    long fullTiles(int level) {
        return hashes(size, level + 1);
    }

    private Hash[] edge(int level) {
        return level < edge.length ? edge[level] : NOTHING;
    }

    private static long hashes(long size, int level) {
        int bits = level * LEVEL_BITS;
        return bits < Long.SIZE ? size >>> bits : 0;
    }

    private static Hash[] concat(Hash[] left, Hash[] right) {
        if (right.length == 0) {
            return left;
        }
        Hash[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
