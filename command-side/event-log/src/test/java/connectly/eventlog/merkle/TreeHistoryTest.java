package connectly.eventlog.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TreeHistoryTest {
    private static final int EVERY_PAIR_TO = 70;

    private final Tiles tiles = new Tiles();

    @Test
    void everyProofOfASmallTreeIsTheReferencesAndVerifies() {
        NaiveTree reference = new NaiveTree(NaiveTree.leaves(EVERY_PAIR_TO));
        TreeHistory history = history(EVERY_PAIR_TO);
        for (int size = 1; size <= EVERY_PAIR_TO; size++) {
            assertThat(history.rootAt(size)).isEqualTo(reference.root(size));
            for (int other = 0; other <= size; other++) {
                if (other < size) {
                    assertInclusion(history, reference, other, size);
                }
                assertConsistency(history, reference, other, size);
            }
        }
    }

    @Test
    void proofsOfATreeOfThreeLevelsAreTheReferences() {
        int largest = 65_536 * 2 + 256 * 3 + 77;
        NaiveTree reference = new NaiveTree(NaiveTree.leaves(largest));
        TreeHistory history = history(largest);
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            int size = i % 5 == 0 ? largest : 1 + random.nextInt(largest);
            assertThat(history.rootAt(size)).isEqualTo(reference.root(size));
            assertInclusion(history, reference, random.nextInt(size), size);
            assertConsistency(history, reference, random.nextInt(size + 1), size);
        }
    }

    @Test
    void aProofReadsATileOnceAndFewTilesAtAll() {
        TreeHistory kept = history(65_536 * 2 + 300);
        List<TilePath> read = new ArrayList<>();
        TreeHistory history = new TreeHistory(kept.tree(), path -> {
            read.add(path);
            return tiles.read(path);
        });

        history.inclusionProof(65_535, 65_536 + 300);

        assertThat(read).doesNotHaveDuplicates().hasSizeBetween(1, 6);
    }

    @Test
    void whatTheTreeNeverHadIsRefused() {
        TreeHistory history = history(10);

        assertThatThrownBy(() -> history.rootAt(11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.rootAt(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.inclusionProof(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.inclusionProof(-1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.inclusionProof(5, 11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.consistencyProof(6, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.consistencyProof(-1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.consistencyProof(5, 11)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The example of tlog-tiles. */
    @Test
    void aTreeOf70000HasTheTilesOfTheSpecification() {
        TreeHistory history = history(70_000);

        assertThat(tiles.table().keySet()).filteredOn(path -> path.level() == 0).hasSize(273);
        assertThat(tiles.table().keySet()).filteredOn(path -> path.level() > 0).containsExactly(TilePath.full(1, 0));
        Set<TilePath> edge =
                new HashSet<>(Set.of(new TilePath(0, 273, 112), new TilePath(1, 1, 17), new TilePath(2, 0, 1)));
        for (TilePath path : edge) {
            assertThat(history.tile(path))
                    .hasValueSatisfying(tile -> assertThat(tile.path()).isEqualTo(path));
            assertThat(history.tile(new TilePath(path.level(), path.index(), path.width() + 1)))
                    .isEmpty();
            assertThat(history.tile(TilePath.full(path.level(), path.index()))).isEmpty();
        }
        assertThat(history.tile(new TilePath(0, 274, 1))).isEmpty();
        assertThat(history.tile(new TilePath(3, 0, 1))).isEmpty();
        assertThat(history.tile(new TilePath(63, Long.MAX_VALUE, 1))).isEmpty();
    }

    @Test
    void aPartialTileIsTheBeginningOfTheFullOneThatItBecame() {
        List<Hash> leaves = NaiveTree.leaves(300);
        TilePath path = new TilePath(0, 0, 200);
        Tile partial = new TreeHistory(
                        MerkleTree.EMPTY.append(leaves.subList(0, 210)).tree(), tiles)
                .tile(path)
                .orElseThrow();
        Tile later = history(300).tile(path).orElseThrow();

        assertThat(later.path()).isEqualTo(path);
        assertThat(later.bytes()).isEqualTo(partial.bytes()).hasSize(200 * Hash.BYTES);
    }

    private TreeHistory history(int size) {
        return new TreeHistory(tiles.grow(MerkleTree.EMPTY, NaiveTree.leaves(size)), tiles);
    }

    private static void assertInclusion(TreeHistory history, NaiveTree reference, int index, int size) {
        List<Hash> proof = history.inclusionProof(index, size);
        assertThat(proof).isEqualTo(reference.path(index, size));
        assertThat(Proofs.isIncluded(reference.mth(index, index + 1), index, size, proof, reference.root(size)))
                .isTrue();
    }

    private static void assertConsistency(TreeHistory history, NaiveTree reference, int old, int size) {
        List<Hash> proof = history.consistencyProof(old, size);
        if (old > 0) {
            assertThat(proof).isEqualTo(reference.proof(old, size));
        }
        assertThat(Proofs.isConsistent(old, reference.root(old), size, reference.root(size), proof))
                .isTrue();
    }
}
