package connectly.eventlog.merkle;

import java.util.Arrays;

/** Neighbouring hashes of one level of the tree: what is stored, and what is served to outsiders. Immutable. */
public final class Tile {
    private final TilePath path;
    private final Hash[] hashes;

    /** Takes over the array. */
    Tile(TilePath path, Hash[] hashes) {
        if (hashes.length != path.width()) {
            throw new IllegalArgumentException(path + " does not have " + hashes.length + " hashes");
        }
        this.path = path;
        this.hashes = hashes;
    }

    /**
     * The tile as it was stored.
     *
     * @param bytes its hashes, one after the other
     * @throws IllegalArgumentException if there are not 32 bytes for each hash of its width
     */
    public static Tile of(TilePath path, byte[] bytes) {
        if (bytes.length != path.width() * Hash.BYTES) {
            throw new IllegalArgumentException(path + " does not have " + bytes.length + " bytes");
        }
        Hash[] hashes = new Hash[path.width()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Hash.owning(Arrays.copyOfRange(bytes, i * Hash.BYTES, (i + 1) * Hash.BYTES));
        }
        return new Tile(path, hashes);
    }

    /** Where it is in the tree, and its width. */
    public TilePath path() {
        return path;
    }

    /** Its hashes, one after the other: 32 bytes each, 8,192 in a full tile. */
    public byte[] bytes() {
        byte[] bytes = new byte[hashes.length * Hash.BYTES];
        for (int i = 0; i < hashes.length; i++) {
            System.arraycopy(hashes[i].array(), 0, bytes, i * Hash.BYTES, Hash.BYTES);
        }
        return bytes;
    }

    /** The partial tile that this one was, when it had so many hashes. */
    Tile first(int width) {
        return width == hashes.length
                ? this
                : new Tile(new TilePath(path.level(), path.index(), width), Arrays.copyOf(hashes, width));
    }

    /** The root over some of its hashes, {@code count} being a power of two. */
    Hash subtree(TreeHasher hasher, int from, int count) {
        return hasher.perfect(hashes, from, count);
    }
}
