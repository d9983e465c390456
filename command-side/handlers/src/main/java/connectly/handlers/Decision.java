package connectly.handlers;

import connectly.events.ChatEvent;
import java.util.List;

/**
 * The outcome of a command that was not rejected.
 *
 * @param result what the asker is told once the events are on disk
 * @param events what happened, in order; none where nothing changed
 */
public record Decision<R>(R result, List<ChatEvent> events) {
    public Decision {
        events = List.copyOf(events);
    }

    public static <R> Decision<R> of(R result, ChatEvent event) {
        return new Decision<>(result, List.of(event));
    }

    /** The command had its effect before, or has none. */
    public static <R> Decision<R> unchanged(R result) {
        return new Decision<>(result, List.of());
    }
}
