package connectly.eventlog.merkle;

/** Where the full tiles are kept. */
@FunctionalInterface
public interface TileSource {
    /**
     * A tile that {@link MerkleTree#append} gave out. It is asked for no other. A tile that cannot be read, or is not
     * there, is the source's to report by an unchecked exception, which the caller of the tree receives as it is.
     *
     * @param path of a full tile
     */
    Tile read(TilePath path);
}
