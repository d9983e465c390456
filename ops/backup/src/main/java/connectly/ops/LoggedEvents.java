package connectly.ops;

import connectly.eventlog.EventLog;
import connectly.events.ChatEvent;
import connectly.events.EventTag;
import connectly.events.EventType;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Finds events of the log by what they are tagged with. */
final class LoggedEvents {
    private final EventLog log;

    LoggedEvents(EventLog log) {
        this.log = log;
    }

    /** An event and where it stands. */
    record Found(long position, ChatEvent event) {}

    /** The first event of a type that carries the tag. */
    Optional<Found> first(EventType type, EventTag tag) {
        EventCriteria criteria =
                EventCriteria.havingTags(Tag.of(tag.key(), tag.value())).andBeingOneOfTypes(type.eventName());
        MessageStream<EventMessage> events = log.engine().source(SourcingCondition.conditionFor(criteria), null);
        return events.next().flatMap(LoggedEvents::found);
    }

    /** Nothing for the last entry of every stream, which has no event. */
    private static Optional<Found> found(MessageStream.Entry<EventMessage> entry) {
        return entry.message().payload() instanceof ChatEvent event
                ? TrackingToken.fromContext(entry)
                        .map(token -> new Found(token.position().orElseThrow(), event))
                : Optional.empty();
    }
}
