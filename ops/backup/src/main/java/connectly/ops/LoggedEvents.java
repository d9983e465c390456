package connectly.ops;

import connectly.eventlog.EventLog;
import connectly.events.ChatEvent;
import connectly.events.EventTag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** The events that carry the tag, in order. */
    List<Found> tagged(EventTag tag) {
        EventCriteria criteria = EventCriteria.havingTags(Tag.of(tag.key(), tag.value()));
        MessageStream<EventMessage> stream = log.engine().source(SourcingCondition.conditionFor(criteria), null);
        return Stream.generate(stream::next)
                .takeWhile(Optional::isPresent)
                .flatMap(entry -> found(entry.get()).stream())
                .toList();
    }

    /** Nothing for the last entry of every stream, which has no event. */
    private static Optional<Found> found(MessageStream.Entry<EventMessage> entry) {
        return entry.message().payload() instanceof ChatEvent event
                ? TrackingToken.fromContext(entry)
                        .map(token -> new Found(token.position().orElseThrow(), event))
                : Optional.empty();
    }
}
