package connectly.eventlog;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers where events with a (tag, type) last were, to prove without SQL that no newer one meets a criterion. It can
 * only ever say "certainly none": keys that share a slot and rows that were rolled back make it over-cautious, never
 * wrong. Its size is fixed.
 *
 * <p>One thread notes, before the events are committed; any thread may ask about what is committed.
 */
final class TagFilter {
    private static final int ANY_TYPE = 0;

    /** The newest position of any key that falls into the slot. */
    private final AtomicLongArray last;

    private final int mask;

    /** Nothing is known of positions up to this one. */
    private final long floor;

    /**
     * @param slots a power of two, 8 bytes each
     * @param head the log's last position: the filter starts knowing nothing
     */
    TagFilter(int slots, long head) {
        last = new AtomicLongArray(slots);
        mask = slots - 1;
        floor = head;
    }

    void note(long tagHash, int type, long position) {
        last.setRelease(slot(tagHash, type), position);
        last.setRelease(slot(tagHash, ANY_TYPE), position);
    }

    /** @param typeIds the ids of the criterion's types; empty when it takes every type */
    boolean provesNoneAfter(long position, List<Long> tagHashes, List<Integer> typeIds) {
        if (position < floor) {
            return false;
        }
        for (long tagHash : tagHashes) {
            if (isNoneAfter(position, tagHash, typeIds)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNoneAfter(long position, long tagHash, List<Integer> typeIds) {
        if (typeIds.isEmpty()) {
            return last.getAcquire(slot(tagHash, ANY_TYPE)) <= position;
        }
        for (int type : typeIds) {
            if (last.getAcquire(slot(tagHash, type)) > position) {
                return false;
            }
        }
        return true;
    }

    /** Fibonacci hashing: the tag's hash is random already, the type must not be lost in it. */
    private int slot(long tagHash, int type) {
        long mixed = (tagHash ^ (type * 0x9E3779B97F4A7C15L)) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> Integer.SIZE) & mask;
    }
}
