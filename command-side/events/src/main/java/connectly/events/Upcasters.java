package connectly.events;

import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the payload of an older version becomes that of the next. A step is never changed once a version is released that
 * has it: what it reads is in logs for ever.
 */
final class Upcasters {
    private static final Map<EventType, Map<Integer, UnaryOperator<ObjectNode>>> STEPS =
            Map.of(EventType.MESSAGE_SENT, Map.of(1, Upcasters::withoutChecksum));

    private Upcasters() {}

    /** Lifts a payload, version by version, to the current one of its type. */
    static ObjectNode lift(EventType type, int from, ObjectNode payload) {
        ObjectNode lifted = payload;
        for (int version = from; version < type.number(); version++) {
            lifted = STEPS.getOrDefault(type, Map.of())
                    .getOrDefault(version, UnaryOperator.identity())
                    .apply(lifted);
        }
        return lifted;
    }

    /** Version 1 kept what follows from the body, in the part that cannot be erased. */
    private static ObjectNode withoutChecksum(ObjectNode messageSent) {
        messageSent.remove("checksum");
        return messageSent;
    }
}
