package connectly.eventlog;

import connectly.eventlog.merkle.Tile;
import connectly.eventlog.merkle.TilePath;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** The reading side of the log. Any thread; blocks for the disk. */
final class EventReader {
    /** Positions looked at in one statement of {@link #lastBefore}, to keep its transaction short. */
    private static final long TIME_SCAN = 10_000;

    private final ReaderPool pool;
    private final LogHead head;
    private final Supplier<EventTypes> types;

    EventReader(ReaderPool pool, LogHead head, Supplier<EventTypes> types) {
        this.pool = pool;
        this.head = head;
        this.types = types;
    }

    /** Events between two positions that meet the criterion, in order. */
    List<StoredEvent> matching(Criterion criterion, long after, long upTo) {
        EventTypes known = types.get();
        return pool.read(queries -> queries.matching(criterion, known, after, upTo, Integer.MAX_VALUE)).stream()
                .sorted(Comparator.comparingLong(StoredEvent::position))
                .toList();
    }

    /** The first events after a position up to and including another, in order. */
    List<StoredEvent> page(long after, long upTo, int limit) {
        EventTypes known = types.get();
        return pool.read(queries -> queries.page(known, after, upTo, limit));
    }

    /** The position before the first event that is not older than the time; the head if there is none. */
    long lastBefore(long timeMillis) {
        long upTo = head.position();
        for (long after = 0; after < upTo; after += TIME_SCAN) {
            long from = after;
            long first = pool.read(queries -> queries.firstSince(timeMillis, from, Math.min(from + TIME_SCAN, upTo)));
            if (first > 0) {
                return first - 1;
            }
        }
        return upTo;
    }

    /** A full tile of the Merkle tree. */
    Tile tile(TilePath path) {
        return pool.read(queries -> queries.tile(path));
    }
}
