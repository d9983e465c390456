package connectly.eventlog.verify;

import java.security.SecureRandom;

/**
 * A number for a set of tag rows, whatever their order: equal sets have equal sums, and two that differ have other ones
 * but for a chance of 2^-64. The sums of one verification are keyed with numbers that nobody knew before, so no set can
 * be made to fit.
 */
final class TagSum {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final long[] key;
    private long sum;
    private long count;

    private TagSum(long[] key) {
        this.key = key;
    }

    static TagSum empty() {
        return new TagSum(new long[] {RANDOM.nextLong(), RANDOM.nextLong(), RANDOM.nextLong()});
    }

    /** An empty one with the same key: the only kind that this one can be compared with. */
    TagSum another() {
        return new TagSum(key);
    }

    void add(long tagHash, long type, long position) {
        sum += mixed(mixed(mixed(tagHash ^ key[0]) ^ key[1] ^ type) ^ key[2] ^ position);
        count++;
    }

    /** David Stafford's mixer 13: each bit of the input changes half of those of the output. */
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    long count() {
        return count;
    }

    boolean equalsSum(TagSum other) {
        return count == other.count && sum == other.sum;
    }
}
