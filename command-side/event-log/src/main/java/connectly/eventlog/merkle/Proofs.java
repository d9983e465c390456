package connectly.eventlog.merkle;

import java.util.Iterator;
import java.util.List;

/**
 * Checks proofs with nothing but hashes. The algorithms are those of RFC 9162, sections 2.1.3.2 and 2.1.4.2, which walk
 * up by the bits of the positions; they share nothing with the recursion that makes the proofs.
 */
public final class Proofs {
    private Proofs() {}

    /** Whether the proof leads from this leaf at this index to the root of the tree of this size. */
    public static boolean isIncluded(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        TreeHasher hasher = new TreeHasher();
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                // The last node of a row may have no sibling for some rows; its hash passes these unchanged.
                hash = hasher.node(sibling, hash);
                int up = Long.numberOfTrailingZeros(node);
                node >>>= up;
                last >>>= up;
            } else {
                hash = hasher.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /**
     * Whether the proof shows that the tree of the newer size begins with the leaves of the older. Every tree begins
     * with the empty one, and with itself; then the proof must be empty.
     */
    public static boolean isConsistent(long oldSize, Hash oldRoot, long newSize, Hash newRoot, List<Hash> proof) {
        if (oldSize < 0 || oldSize > newSize) {
            return false;
        }
        if (oldSize == newSize) {
            return proof.isEmpty() && oldRoot.equals(newRoot);
        }
        if (oldSize == 0) {
            return proof.isEmpty() && oldRoot.equals(TreeHasher.EMPTY_ROOT);
        }
        return extendsOlder(oldSize, oldRoot, newSize, newRoot, proof);
    }

    private static boolean extendsOlder(long oldSize, Hash oldRoot, long newSize, Hash newRoot, List<Hash> proof) {
        TreeHasher hasher = new TreeHasher();
        int perfect = Long.numberOfTrailingZeros(oldSize);
        long node = (oldSize - 1) >>> perfect;
        long last = (newSize - 1) >>> perfect;
        Iterator<Hash> rest = proof.iterator();
        // An older tree that is one perfect subtree is the first hash itself, and the proof leaves it out.
        boolean olderIsPerfect = Long.bitCount(oldSize) == 1;
        if (!olderIsPerfect && !rest.hasNext()) {
            return false;
        }
        Hash older = olderIsPerfect ? oldRoot : rest.next();
        Hash newer = older;
        while (rest.hasNext()) {
            Hash sibling = rest.next();
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                older = hasher.node(sibling, older);
                newer = hasher.node(sibling, newer);
                int up = Long.numberOfTrailingZeros(node);
                node >>>= up;
                last >>>= up;
            } else {
                newer = hasher.node(newer, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && older.equals(oldRoot) && newer.equals(newRoot);
    }
}
