package connectly.handlers;

import connectly.events.EventTag;
import connectly.events.EventType;
import java.util.stream.Stream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Says in Axon's terms which events matter. */
public final class Criteria {
    private Criteria() {}

    /** Events of the given types that carry the tag. */
    public static EventCriteria tagged(EventTag tag, EventType... types) {
        return EventCriteria.havingTags(Tag.of(tag.key(), tag.value()))
                .andBeingOneOfTypes(Stream.of(types)
                        .map(type -> new QualifiedName(type.eventName()))
                        .toArray(QualifiedName[]::new));
    }
}
