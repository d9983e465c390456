package connectly.eventlog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which rows name their types. Immutable, so that a transaction which learned types and is rolled back
 * forgets them by dropping its value.
 */
final class EventTypes {
    private final Map<EventType, Integer> ids;
    private final Map<Integer, EventType> types;
    private final Map<String, List<Integer>> idsByName;

    /** Which sets of names are asked for follows from the code, so there are few. */
    private final Map<Set<String>, List<Integer>> idsOfNames = new ConcurrentHashMap<>();

    private EventTypes(Map<EventType, Integer> ids) {
        this.ids = ids;
        this.types = ids.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        this.idsByName = ids.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().name(),
                        Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));
    }

    static EventTypes none() {
        return new EventTypes(Map.of());
    }

    EventTypes with(EventType type, int id) {
        Map<EventType, Integer> more = new HashMap<>(ids);
        more.put(type, id);
        return new EventTypes(more);
    }

    @Nullable Integer idOf(EventType type) {
        return ids.get(type);
    }

    /** Ids are dense from 1, as types are never removed. */
    int nextId() {
        return ids.size() + 1;
    }

    EventType type(int id) {
        EventType type = types.get(id);
        if (type == null) {
            throw new EventLogException("The event log names an event type that it does not have: %d.".formatted(id));
        }
        return type;
    }

    /** The ids of every version of these names; empty if no event was ever stored under any of them. */
    List<Integer> idsNamed(Set<String> names) {
        return idsOfNames.computeIfAbsent(
                names,
                all -> all.stream()
                        .flatMap(name -> idsByName.getOrDefault(name, List.of()).stream())
                        .toList());
    }

    Set<EventType> all() {
        return ids.keySet();
    }
}
