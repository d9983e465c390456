package connectly.eventlog;

import connectly.eventlog.Sourcing.Sourced;
import connectly.eventlog.Sourcing.SourcedEvent;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;

/** What was sourced, and after the last event one entry without event that carries the marker. For one thread. */
final class SourcedStream implements MessageStream<EventMessage> {
    private final List<SourcedEvent> events;
    private final long upTo;

    /** The next entry: an event, then the marker at {@code events.size()}, then nothing. */
    private int next;

    SourcedStream(Sourced sourced) {
        this.events = sourced.events();
        this.upTo = sourced.upTo();
    }

    @Override
    public Optional<Entry<EventMessage>> next() {
        Optional<Entry<EventMessage>> entry = peek();
        next++;
        return entry;
    }

    @Override
    public Optional<Entry<EventMessage>> peek() {
        if (isCompleted()) {
            return Optional.empty();
        }
        return Optional.of(next < events.size() ? entry(events.get(next)) : marker());
    }

    private static Entry<EventMessage> entry(SourcedEvent event) {
        return AxonTranslation.entry(event.message(), event.position());
    }

    private Entry<EventMessage> marker() {
        return new SimpleEntry<>(
                TerminalEventMessage.INSTANCE,
                Context.with(ConsistencyMarker.RESOURCE_KEY, new GlobalIndexConsistencyMarker(upTo)));
    }

    /** Everything is there already. */
    @Override
    public void setCallback(Runnable callback) {
        callback.run();
    }

    @Override
    public Optional<Throwable> error() {
        return Optional.empty();
    }

    @Override
    public boolean isCompleted() {
        return next > events.size();
    }

    @Override
    public boolean hasNextAvailable() {
        return !isCompleted();
    }

    @Override
    public void close() {
        next = events.size() + 1;
    }
}
