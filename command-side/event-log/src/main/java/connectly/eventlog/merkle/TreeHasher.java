package connectly.eventlog.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The hashes of RFC 6962, section 2.1. A leaf and a node begin with different bytes, so that neither can be passed off
 * as the other. One instance serves one thread: it reuses its digest.
 */
public final class TreeHasher {
    /** The root of a tree without leaves: the hash of nothing. */
    public static final Hash EMPTY_ROOT = Hash.owning(sha256().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest digest = sha256();

    /** SHA-256(0x00 ‖ data). */
    public Hash leaf(byte[] data) {
        digest.update(LEAF);
        return Hash.owning(digest.digest(data));
    }

    /** SHA-256(0x01 ‖ left ‖ right). */
    public Hash node(Hash left, Hash right) {
        digest.update(NODE);
        digest.update(left.array());
        return Hash.owning(digest.digest(right.array()));
    }

    /** The root over {@code count} neighbours, a power of two. */
    Hash perfect(Hash[] hashes, int from, int count) {
        Hash[] row = Arrays.copyOfRange(hashes, from, from + count);
        for (int width = count / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                row[i] = node(row[2 * i], row[2 * i + 1]);
            }
        }
        return row[0];
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
