package connectly.eventlog.merkle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Full tiles as a table keeps them: their bytes by level and index. */
final class Tiles implements TileSource {
    private final Map<TilePath, byte[]> table = new HashMap<>();

    void keep(List<Tile> fullTiles) {
        for (Tile tile : fullTiles) {
            if (!tile.path().isFull() || table.put(tile.path(), tile.bytes()) != null) {
                throw new AssertionError(tile.path() + " is partial, or given out twice");
            }
        }
    }

    /** The tree with these leaves added, its tiles kept. */
    MerkleTree grow(MerkleTree tree, List<Hash> leaves) {
        MerkleTree.Growth growth = tree.append(leaves);
        keep(growth.fullTiles());
        return growth.tree();
    }

    Map<TilePath, byte[]> table() {
        return table;
    }

    @Override
    public Tile read(TilePath path) {
        return Tile.of(path, Optional.ofNullable(table.get(path)).orElseThrow());
    }
}
