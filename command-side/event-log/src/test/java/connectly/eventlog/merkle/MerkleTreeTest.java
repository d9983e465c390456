package connectly.eventlog.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {
    /** Two full tiles of level 0 and a part of the third. */
    private static final int SIZES = 600;

    private static final List<Hash> LEAVES = NaiveTree.leaves(SIZES);

    private final Tiles tiles = new Tiles();

    /** The leaves and roots with which Certificate Transparency's implementations test themselves. */
    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void theRootsAreThoseOfCertificateTransparency(int size, String root) {
        List<Hash> leaves = new ArrayList<>();
        for (String data : List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")) {
            leaves.add(new TreeHasher().leaf(HexFormat.of().parseHex(data)));
        }

        assertThat(MerkleTree.EMPTY.append(leaves.subList(0, size)).tree().root())
                .isEqualTo(Hash.of(HexFormat.of().parseHex(root)));
    }

    @Test
    void atEverySizeTheRootIsTheReferences() {
        NaiveTree reference = new NaiveTree(LEAVES);
        MerkleTree tree = MerkleTree.EMPTY;
        for (int size = 0; size < SIZES; size++) {
            assertThat(tree.size()).isEqualTo(size);
            assertThat(tree.root()).isEqualTo(reference.root(size));
            tree = tiles.grow(tree, List.of(LEAVES.get(size)));
        }
    }

    @Test
    void atEverySizeTheRestoredTreeIsTheGrownOne() {
        MerkleTree tree = MerkleTree.EMPTY;
        for (int size = 0; size < SIZES; size++) {
            MerkleTree restored = MerkleTree.restore(size, tiles, LEAVES.subList(size - size % 256, size));
            assertThat(restored.size()).isEqualTo(size);
            assertThat(restored.root()).isEqualTo(tree.root());
            assertSameTiles(
                    restored.append(LEAVES).fullTiles(), tree.append(LEAVES).fullTiles());
            tree = tiles.grow(tree, List.of(LEAVES.get(size)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aTreeOfThreeLevelsGrownInBatchesIsTheReferences(long seed) {
        Random random = new Random(seed);
        List<Hash> leaves = NaiveTree.leaves(65_536 + 257 + random.nextInt(2_000));
        MerkleTree tree = MerkleTree.EMPTY;
        for (int from = 0; from < leaves.size(); ) {
            int to = Math.min(leaves.size(), from + random.nextInt(1_000));
            tree = tiles.grow(tree, leaves.subList(from, to));
            from = to;
        }

        assertThat(tiles.table()).containsKey(TilePath.full(1, 0));
        assertThat(tree.root()).isEqualTo(new NaiveTree(leaves).root(leaves.size()));
        MerkleTree restored = MerkleTree.restore(
                tree.size(), tiles, leaves.subList(leaves.size() - leaves.size() % 256, leaves.size()));
        assertThat(restored.root()).isEqualTo(tree.root());
    }

    @Test
    void eachHashOfATileIsTheRootOverItsLeaves() {
        List<Hash> leaves = NaiveTree.leaves(65_536);
        tiles.grow(MerkleTree.EMPTY, leaves);

        NaiveTree reference = new NaiveTree(leaves);
        assertThat(tiles.table()).hasSize(256 + 1);
        tiles.table().forEach((path, bytes) -> {
            int span = path.level() == 0 ? 1 : 256;
            for (int i = 0; i < 256; i++) {
                int from = ((int) path.index() * 256 + i) * span;
                byte[] hash = Arrays.copyOfRange(bytes, i * Hash.BYTES, (i + 1) * Hash.BYTES);
                assertThat(hash).isEqualTo(reference.mth(from, from + span).bytes());
            }
        });
    }

    @Test
    void aBatchThatIsDroppedLeavesTheTreeAsItWas() {
        MerkleTree tree = tiles.grow(MerkleTree.EMPTY, LEAVES.subList(0, 500));
        Hash root = tree.root();
        Hash dropped = tree.append(LEAVES.subList(0, 100)).tree().root();

        assertThat(dropped).isNotEqualTo(root);
        assertThat(tree.root()).isEqualTo(root);
        assertThat(tiles.grow(tree, LEAVES.subList(500, 600)).root()).isEqualTo(new NaiveTree(LEAVES).root(600));
    }

    @Test
    void restoringNeedsTheLeavesAfterTheLastFullTile() {
        List<Hash> tooFew = LEAVES.subList(0, 43);

        assertThatThrownBy(() -> MerkleTree.restore(300, tiles, tooFew)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.restore(-1, tiles, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertSameTiles(List<Tile> tiles, List<Tile> others) {
        assertThat(contents(tiles)).isEqualTo(contents(others)).isNotEmpty();
    }

    private static Map<TilePath, ByteBuffer> contents(List<Tile> tiles) {
        return tiles.stream().collect(Collectors.toMap(Tile::path, tile -> ByteBuffer.wrap(tile.bytes())));
    }
}
