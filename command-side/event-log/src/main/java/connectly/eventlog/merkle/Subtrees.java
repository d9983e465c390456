package connectly.eventlog.merkle;

import java.util.HashMap;
import java.util.Map;

/** The hashes of subtrees, for one question: tiles that were read are kept until it is answered. */
final class Subtrees {
    private static final int LEVEL_BITS = 8;

    private final MerkleTree tree;
    private final TileSource source;
    private final TreeHasher hasher = new TreeHasher();
    private final Map<TilePath, Tile> read = new HashMap<>();

    Subtrees(MerkleTree tree, TileSource source) {
        this.tree = tree;
        this.source = source;
    }

    /** Where RFC 6962 divides a range of at least two leaves: the left part is the largest power of two below. */
    static long split(long from, long to) {
        return from + Long.highestOneBit(to - from - 1);
    }

    /** The root over a range of leaves that splitting a whole tree leads to. */
    Hash root(long from, long to) {
        long leaves = to - from;
        if (Long.bitCount(leaves) == 1) {
            return perfect(from, Long.numberOfTrailingZeros(leaves));
        }
        long middle = split(from, to);
        return hasher.node(root(from, middle), root(middle, to));
    }

    private Hash perfect(long from, int height) {
        int level = height / LEVEL_BITS;
        long first = from >>> (level * LEVEL_BITS);
        TilePath path = path(level, first / TilePath.FULL);
        return tile(path).subtree(hasher, (int) (first % TilePath.FULL), 1 << (height % LEVEL_BITS));
    }

    private TilePath path(int level, long index) {
        return index < tree.fullTiles(level)
                ? TilePath.full(level, index)
                : new TilePath(level, index, tree.edgeWidth(level));
    }

    private Tile tile(TilePath path) {
        return read.computeIfAbsent(
                path, p -> p.isFull() ? source.read(p) : tree.edgeTile(p).orElseThrow());
    }
}
