package connectly.eventlog;

import java.util.List;
import java.util.Set;

/**
 * Events that carry all of these tags and are of one of these types. No types means every type, no tags means whatever
 * the tags.
 *
 * @param types names, whatever the version
 * @param tagHashes one for each distinct hash of a tag
 */
record Criterion(Set<String> types, Set<EventTag> tags, List<Long> tagHashes) {
    static final Criterion ANYTHING = of(Set.of(), Set.of());

    static Criterion of(Set<String> types, Set<EventTag> tags) {
        return new Criterion(
                types, tags, tags.stream().map(EventTag::hash).distinct().toList());
    }

    boolean matches(StoredEvent event) {
        return (types.isEmpty() || types.contains(event.type().name()))
                && (tags.isEmpty() || event.tags().containsAll(tags));
    }
}
