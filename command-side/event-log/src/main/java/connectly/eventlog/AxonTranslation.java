package connectly.eventlog;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** Between Axon's words and the log's own. */
final class AxonTranslation {
    /** No event has this name, so only criteria that take every event match it without tags. */
    private static final QualifiedName NO_EVENT = new QualifiedName("connectly.eventlog.NoEvent");

    private AxonTranslation() {}

    static NewEvent newEvent(TaggedEventMessage<?> tagged, Converter converter) {
        EventMessage event = tagged.event();
        byte[] payload = event.payloadAs(byte[].class, converter);
        if (payload == null) {
            throw new IllegalArgumentException("an event without payload cannot be stored: " + event.type());
        }
        return NewEvent.of(
                event.identifier(),
                new EventType(event.type().name(), event.type().version()),
                event.timestamp().toEpochMilli(),
                tags(tagged.tags()),
                event.metadata(),
                payload);
    }

    static AppendGuard guard(AppendCondition condition) {
        long after = GlobalIndexConsistencyMarker.position(condition.consistencyMarker());
        return after == Long.MAX_VALUE
                ? AppendGuard.NONE
                : new AppendGuard(query(condition.criteria()), Math.max(0, after));
    }

    /** "Any event" is lost when criteria are flattened, so it is asked for first. */
    static Query query(EventCriteria criteria) {
        return criteria.matches(NO_EVENT, Set.of())
                ? Query.EVERYTHING
                : Query.anyOf(criteria.flatten().stream()
                        .map(AxonTranslation::criterion)
                        .toList());
    }

    private static Criterion criterion(EventCriterion criterion) {
        return Criterion.of(
                criterion.types().stream().map(QualifiedName::name).collect(Collectors.toUnmodifiableSet()),
                tags(criterion.tags()));
    }

    private static Set<EventTag> tags(Set<Tag> tags) {
        return tags.stream().map(tag -> new EventTag(tag.key(), tag.value())).collect(Collectors.toUnmodifiableSet());
    }

    /** No token means the start of the log. */
    static long position(@Nullable TrackingToken token) {
        return token == null
                ? 0
                : Math.max(
                        0,
                        token.position()
                                .orElseThrow(() -> new IllegalArgumentException("a token without position: " + token)));
    }

    static Entry<EventMessage> entry(StoredEvent event) {
        EventMessage message = new GenericEventMessage(
                event.id(),
                new MessageType(event.type().name(), event.type().version()),
                event.payload(),
                event.metadata(),
                Instant.ofEpochMilli(event.time()));
        return new SimpleEntry<>(
                message, Context.with(TrackingToken.RESOURCE_KEY, new GlobalSequenceTrackingToken(event.position())));
    }
}
