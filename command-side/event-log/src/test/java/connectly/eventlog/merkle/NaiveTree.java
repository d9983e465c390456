package connectly.eventlog.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tree as RFC 6962 defines it, word by word, over leaves that are in memory. Slow, and obviously right. */
final class NaiveTree {
    private final TreeHasher hasher = new TreeHasher();
    private final List<Hash> leaves;
    private final Map<List<Integer>, Hash> known = new HashMap<>();

    NaiveTree(List<Hash> leaves) {
        this.leaves = leaves;
    }

    /** So many different leaf hashes. */
    static List<Hash> leaves(int count) {
        TreeHasher hasher = new TreeHasher();
        List<Hash> leaves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            leaves.add(hasher.leaf(data(i)));
        }
        return leaves;
    }

    /** The data of the leaf at this index. */
    static byte[] data(int index) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(index).array();
    }

    /** MTH(D[0:size]). */
    Hash root(int size) {
        return size == 0 ? TreeHasher.EMPTY_ROOT : mth(0, size);
    }

    /** MTH(D[from:to]). */
    Hash mth(int from, int to) {
        if (to - from == 1) {
            return leaves.get(from);
        }
        List<Integer> range = List.of(from, to);
        Optional<Hash> before = Optional.ofNullable(known.get(range));
        if (before.isPresent()) {
            return before.get();
        }
        int k = powerBelow(to - from);
        Hash hash = hasher.node(mth(from, from + k), mth(from + k, to));
        known.put(range, hash);
        return hash;
    }

    /** PATH(m, D[0:n]). */
    List<Hash> path(int m, int n) {
        return path(m, 0, n);
    }

    private List<Hash> path(int m, int from, int to) {
        if (to - from == 1) {
            return List.of();
        }
        int k = powerBelow(to - from);
        return m < k
                ? and(path(m, from, from + k), mth(from + k, to))
                : and(path(m - k, from + k, to), mth(from, from + k));
    }

    /** PROOF(m, D[0:n]). */
    List<Hash> proof(int m, int n) {
        return subproof(m, 0, n, true);
    }

    private List<Hash> subproof(int m, int from, int to, boolean b) {
        if (m == to - from) {
            return b ? List.of() : List.of(mth(from, to));
        }
        int k = powerBelow(to - from);
        return m <= k
                ? and(subproof(m, from, from + k, b), mth(from + k, to))
                : and(subproof(m - k, from + k, to, false), mth(from, from + k));
    }

    private static List<Hash> and(List<Hash> hashes, Hash one) {
        List<Hash> all = new ArrayList<>(hashes);
        all.add(one);
        return all;
    }

    /** The largest power of two smaller than n. */
    private static int powerBelow(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }
}
