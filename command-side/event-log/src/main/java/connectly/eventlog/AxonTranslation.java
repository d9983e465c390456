package connectly.eventlog;

import connectly.eventlog.sealing.Sealer;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
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

/** Between Axon's words and the log's own: here content is sealed and unsealed, and private tags are hidden. */
final class AxonTranslation {
    /** No event has this name, so only criteria that take every event match it without tags. */
    private static final QualifiedName NO_EVENT = new QualifiedName("connectly.eventlog.NoEvent");

    private final PayloadCodec codec;
    private final Sealer sealer;

    AxonTranslation(PayloadCodec codec, Sealer sealer) {
        this.codec = codec;
        this.sealer = sealer;
    }

    NewEvent newEvent(TaggedEventMessage<?> tagged) {
        EventMessage event = tagged.event();
        if (event.payload() == null) {
            throw new IllegalArgumentException("an event without payload cannot be stored: " + event.type());
        }
        EncodedPayload encoded = codec.encode(event.payload());
        long time = event.timestamp().toEpochMilli();
        return NewEvent.of(
                event.identifier(),
                new EventType(event.type().name(), event.type().version()),
                time,
                tags(tagged.tags()),
                event.metadata(),
                encoded.open(),
                sealed(encoded, event.identifier(), time));
    }

    private byte @Nullable [] sealed(EncodedPayload encoded, String id, long time) {
        return encoded.content() == null || encoded.scope() == null
                ? null
                : sealer.seal(encoded.scope(), time, id, encoded.content());
    }

    AppendGuard guard(AppendCondition condition) {
        long after = GlobalIndexConsistencyMarker.position(condition.consistencyMarker());
        return after == Long.MAX_VALUE
                ? AppendGuard.NONE
                : new AppendGuard(query(condition.criteria()), Math.max(0, after));
    }

    /** "Any event" is lost when criteria are flattened, so it is asked for first. */
    Query query(EventCriteria criteria) {
        return criteria.matches(NO_EVENT, Set.of())
                ? Query.EVERYTHING
                : Query.anyOf(criteria.flatten().stream().map(this::criterion).toList());
    }

    private Criterion criterion(EventCriterion criterion) {
        return Criterion.of(
                criterion.types().stream().map(QualifiedName::name).collect(Collectors.toUnmodifiableSet()),
                tags(criterion.tags()));
    }

    private Set<EventTag> tags(Set<Tag> tags) {
        return tags.stream().map(tag -> new EventTag(tag.key(), shown(tag))).collect(Collectors.toUnmodifiableSet());
    }

    private String shown(Tag tag) {
        return codec.privateTags().contains(tag.key()) ? sealer.hidden(tag.key(), tag.value()) : tag.value();
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

    /** @throws RuntimeException if the event cannot be read */
    EventMessage message(StoredEvent event) {
        byte[] content = event.sealed() == null ? null : sealer.unseal(event.id(), event.sealed());
        return message(event, codec.decode(event.type().name(), event.type().version(), event.payload(), content));
    }

    /** Likewise, but an event that cannot be read has the failure as its payload. */
    EventMessage messageOrFailure(StoredEvent event) {
        try {
            return message(event);
        } catch (RuntimeException e) {
            return message(event, e);
        }
    }

    /** As Axon wants it in every stream: with the position as a token. */
    static Entry<EventMessage> entry(EventMessage message, long position) {
        return new SimpleEntry<>(
                message, Context.with(TrackingToken.RESOURCE_KEY, new GlobalSequenceTrackingToken(position)));
    }

    private static EventMessage message(StoredEvent event, Object payload) {
        return new GenericEventMessage(
                event.id(),
                new MessageType(event.type().name(), event.type().version()),
                payload,
                event.metadata(),
                Instant.ofEpochMilli(event.time()));
    }
}
