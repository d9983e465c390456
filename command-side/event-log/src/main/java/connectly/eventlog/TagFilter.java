package connectly.eventlog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the last position of each recent (tag, type), to prove without SQL that no newer event meets a criterion.
 * It can only ever say "certainly none": colliding keys and rolled back rows make it over-cautious, never wrong.
 *
 * <p>Bounded by two generations: when the young one is full, the old one is dropped and the filter knows nothing of
 * positions up to {@code floor} any more. For the writer thread alone.
 */
final class TagFilter {
    private static final int ANY_TYPE = 0;

    private final int capacity;
    private Map<Long, Long> young = new HashMap<>();
    private Map<Long, Long> old = new HashMap<>();

    /** Everything after this position is in one of the maps. */
    private long floor;

    /** Everything after this position is in the young map. */
    private long youngFloor;

    /**
     * @param capacity entries of one generation, about 80 bytes each; there are two generations
     * @param head the log's last position: the filter starts knowing nothing
     */
    TagFilter(int capacity, long head) {
        this.capacity = capacity;
        this.floor = head;
        this.youngFloor = head;
    }

    void note(long tagHash, int type, long position) {
        young.put(key(tagHash, type), position);
        young.put(key(tagHash, ANY_TYPE), position);
    }

    /** Call after a commit, with the new head. */
    void committed(long head) {
        if (young.size() >= capacity) {
            old = young;
            young = new HashMap<>();
            floor = youngFloor;
            youngFloor = head;
        }
    }

    /** @param typeIds the ids of the criterion's types; empty when it takes every type */
    boolean provesNoneAfter(long position, List<Long> tagHashes, List<Integer> typeIds) {
        return position >= floor
                && tagHashes.stream()
                        .anyMatch(tag -> typeIds.isEmpty()
                                ? last(tag, ANY_TYPE) <= position
                                : typeIds.stream().allMatch(type -> last(tag, type) <= position));
    }

    private long last(long tagHash, int type) {
        long key = key(tagHash, type);
        Long position = young.get(key);
        return position != null ? position : old.getOrDefault(key, 0L);
    }

    private static long key(long tagHash, int type) {
        return tagHash ^ (type * 0x9E3779B97F4A7C15L);
    }
}
