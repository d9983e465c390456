package connectly.eventlog;

import java.util.List;

/** Which events are wanted: every event, or those that meet at least one criterion. */
record Query(boolean everything, List<Criterion> criteria) {
    static final Query EVERYTHING = new Query(true, List.of());

    static Query anyOf(List<Criterion> criteria) {
        return new Query(false, List.copyOf(criteria));
    }

    boolean matches(StoredEvent event) {
        return everything || criteria.stream().anyMatch(criterion -> criterion.matches(event));
    }
}
