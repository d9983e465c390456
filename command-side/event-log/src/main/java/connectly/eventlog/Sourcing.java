package connectly.eventlog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Finds what decisions are based on. What met a criterion is kept, decoded, with the position up to which that is all of
 * it; as a rule the {@link TagFilter} then proves that nothing came since, and no SQL is needed.
 *
 * <p>Bounded: the most used criteria are kept that hold so many events in all. A criterion that nothing meets is not
 * kept, for such ones are new every time, as the ids of new messages are.
 */
final class Sourcing {
    /** About 1 kB each. */
    private static final int MOST_EVENTS_KEPT = 50_000;

    /** More than this is no small state of one decision, and better read anew. */
    private static final int MOST_EVENTS_A_CRITERION = 256;

    /** How far the log may move on before it is worth noting that still nothing came. */
    private static final int STRIDE = 4_096;

    /** An event that a decision sees. */
    record SourcedEvent(long position, EventMessage message) {}

    /**
     * What a decision is based on.
     *
     * @param events in order, each once
     * @param upTo every matching event up to this position is among them, and none later
     */
    record Sourced(List<SourcedEvent> events, long upTo) {}

    /** Every event up to {@code upTo} that meets a criterion. */
    private record Known(long upTo, List<SourcedEvent> events) {}

    private final EventReader reader;
    private final LogHead head;
    private final Supplier<EventTypes> types;
    private final TagFilter filter;
    private final AxonTranslation translation;
    private final LogMeters meters;
    private final Cache<Criterion, Known> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_EVENTS_KEPT)
            .weigher((Criterion _, Known known) -> known.events().size())
            .build();

    /** Whatever was being read while something was erased is not kept. */
    private final AtomicInteger erasures = new AtomicInteger();

    Sourcing(
            EventReader reader,
            LogHead head,
            Supplier<EventTypes> types,
            TagFilter filter,
            AxonTranslation translation,
            LogMeters meters) {
        this.reader = reader;
        this.head = head;
        this.types = types;
        this.filter = filter;
        this.translation = translation;
        this.meters = meters;
    }

    /**
     * The events after a position that match the query. The head is read first: an event committed meanwhile lies beyond
     * {@code upTo}, where the guard of the append finds it.
     */
    Sourced source(Query query, long after) {
        long upTo = head.position();
        if (query.everything()) {
            return new Sourced(decoded(reader.page(after, upTo, Integer.MAX_VALUE)), upTo);
        }
        List<SourcedEvent> events = new ArrayList<>();
        int parts = 0;
        for (Criterion criterion : query.criteria()) {
            List<SourcedEvent> part = meeting(criterion, upTo);
            for (SourcedEvent event : part) {
                if (event.position() > after && event.position() <= upTo) {
                    events.add(event);
                }
            }
            parts += part.isEmpty() ? 0 : 1;
        }
        return new Sourced(parts > 1 ? inOrder(events) : events, upTo);
    }

    private static List<SourcedEvent> inOrder(List<SourcedEvent> events) {
        events.sort(Comparator.comparingLong(SourcedEvent::position));
        List<SourcedEvent> once = new ArrayList<>(events.size());
        for (SourcedEvent event : events) {
            if (once.isEmpty() || once.getLast().position() != event.position()) {
                once.add(event);
            }
        }
        return once;
    }

    /** All that meets the criterion up to a position, and maybe some that came since. */
    private List<SourcedEvent> meeting(Criterion criterion, long upTo) {
        Known known = kept.getIfPresent(criterion);
        if (known != null && nothingSince(known, criterion, upTo)) {
            meters.cacheHit();
            if (upTo - known.upTo() > STRIDE) {
                kept.put(criterion, new Known(upTo, known.events()));
            }
            return known.events();
        }
        meters.cacheMiss();
        return read(criterion, known, upTo).events();
    }

    private boolean nothingSince(Known known, Criterion criterion, long upTo) {
        return known.upTo() >= upTo
                || filter.provesNoneAfter(
                        known.upTo(), criterion.tagHashes(), types.get().idsNamed(criterion.types()));
    }

    private Known read(Criterion criterion, @Nullable Known known, long upTo) {
        int erasuresBefore = erasures.get();
        List<SourcedEvent> events = new ArrayList<>(known == null ? List.of() : known.events());
        events.addAll(decoded(reader.matching(criterion, known == null ? 0 : known.upTo(), upTo)));
        Known now = new Known(upTo, List.copyOf(events));
        if (!events.isEmpty()
                && events.size() <= MOST_EVENTS_A_CRITERION
                && !criterion.tags().isEmpty()) {
            kept.put(criterion, now);
        } else {
            kept.invalidate(criterion);
        }
        if (erasures.get() != erasuresBefore) {
            kept.invalidate(criterion);
        }
        return now;
    }

    private List<SourcedEvent> decoded(List<StoredEvent> events) {
        return events.stream()
                .map(event -> new SourcedEvent(event.position(), translation.message(event)))
                .toList();
    }

    /** Call after an erasure: what is kept holds what was erased. */
    void forgetAll() {
        erasures.incrementAndGet();
        kept.invalidateAll();
    }
}
