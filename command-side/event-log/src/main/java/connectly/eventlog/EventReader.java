package connectly.eventlog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
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

    /**
     * What a decision is based on.
     *
     * @param events in order, each once
     * @param upTo every matching event up to this position is among them, and none later
     */
    record Sourced(List<StoredEvent> events, long upTo) {}

    /**
     * The events after a position that match the query. The head is read first: an event committed meanwhile lies beyond
     * {@code upTo}, where the guard of the append finds it.
     */
    Sourced source(Query query, long after) {
        long upTo = head.position();
        EventTypes known = types.get();
        return pool.read(queries -> new Sourced(
                query.everything()
                        ? queries.page(known, after, upTo, Integer.MAX_VALUE)
                        : union(queries, query, known, after, upTo),
                upTo));
    }

    private static List<StoredEvent> union(EventQueries queries, Query query, EventTypes types, long after, long upTo)
            throws SQLException {
        NavigableMap<Long, StoredEvent> byPosition = new TreeMap<>();
        for (Criterion criterion : query.criteria()) {
            for (StoredEvent event : queries.matching(criterion, types, after, upTo, Integer.MAX_VALUE)) {
                byPosition.put(event.position(), event);
            }
        }
        return new ArrayList<>(byPosition.values());
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
}
