package connectly.eventlog.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private static final int LARGEST = 20;
    private static final List<Hash> LEAVES = NaiveTree.leaves(LARGEST);
    private static final NaiveTree TREE = new NaiveTree(LEAVES);
    private static final Hash STRANGER = new TreeHasher().leaf(new byte[] {1, 2, 3});

    @Test
    void anInclusionProofIsOfOneLeafAtOneIndexInOneTree() {
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                Hash leaf = LEAVES.get(index);
                List<Hash> proof = TREE.path(index, size);
                Hash root = TREE.root(size);
                assertThat(Proofs.isIncluded(leaf, index, size, proof, root)).isTrue();
                assertThat(Proofs.isIncluded(STRANGER, index, size, proof, root))
                        .isFalse();
                assertThat(Proofs.isIncluded(leaf, index, size, proof, STRANGER))
                        .isFalse();
                for (int other = -1; other <= size; other++) {
                    assertThat(Proofs.isIncluded(leaf, other, size, proof, root))
                            .isEqualTo(other == index);
                }
                for (List<Hash> spoilt : spoilt(proof)) {
                    assertThat(Proofs.isIncluded(leaf, index, size, spoilt, root))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aConsistencyProofIsOfTwoRoots() {
        for (int size = 1; size <= LARGEST; size++) {
            for (int old = 0; old <= size; old++) {
                List<Hash> proof = old == 0 ? List.of() : TREE.proof(old, size);
                Hash oldRoot = TREE.root(old);
                Hash root = TREE.root(size);
                assertThat(Proofs.isConsistent(old, oldRoot, size, root, proof)).isTrue();
                assertThat(Proofs.isConsistent(old, STRANGER, size, root, proof))
                        .isFalse();
                assertThat(Proofs.isConsistent(old, oldRoot, size, STRANGER, proof))
                        .isEqualTo(old == 0);
                for (List<Hash> spoilt : spoilt(proof)) {
                    assertThat(Proofs.isConsistent(old, oldRoot, size, root, spoilt))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aTreeIsConsistentOnlyWithSmallerOnes() {
        Hash root = TREE.root(5);

        assertThat(Proofs.isConsistent(6, TREE.root(6), 5, root, TREE.proof(5, 6)))
                .isFalse();
        assertThat(Proofs.isConsistent(-1, root, 5, root, List.of())).isFalse();
        assertThat(Proofs.isConsistent(3, root, 5, root, List.of())).isFalse();
        assertThat(Proofs.isIncluded(LEAVES.getFirst(), 0, 0, List.of(), TreeHasher.EMPTY_ROOT))
                .isFalse();
    }

    /** A hash replaced, left out, doubled or put at the end; two exchanged. */
    private static List<List<Hash>> spoilt(List<Hash> proof) {
        List<List<Hash>> all = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            List<Hash> replaced = new ArrayList<>(proof);
            replaced.set(i, STRANGER);
            List<Hash> shorter = new ArrayList<>(proof);
            shorter.remove(i);
            List<Hash> doubled = new ArrayList<>(proof);
            doubled.add(i, proof.get(i));
            all.addAll(List.of(replaced, shorter, doubled));
            if (i > 0) {
                List<Hash> exchanged = new ArrayList<>(proof);
                exchanged.set(i, exchanged.set(i - 1, proof.get(i)));
                all.add(exchanged);
            }
        }
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(STRANGER);
        all.add(longer);
        return all;
    }
}
