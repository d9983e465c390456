package connectly.web.connections;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be told in passing, and left out where there is no time for it. Of what is told about one thing the last word
 * counts; where too much waits, the oldest is dropped.
 */
final class Hints {
    private static final int MOST = 512;

    /** Null while nothing waits, as for nearly all of many thousand sockets. */
    private @Nullable SequencedMap<Object, Frame> waiting;

    /** @param about what the frame is about, and takes the place of an earlier one about */
    void put(Object about, Frame frame) {
        if (waiting == null) {
            waiting = new LinkedHashMap<>();
        }
        waiting.remove(about);
        waiting.put(about, frame);
        if (waiting.size() > MOST) {
            waiting.pollFirstEntry();
        }
    }

    /** The oldest; null when nothing waits. */
    @Nullable Frame poll() {
        if (waiting == null) {
            return null;
        }
        Frame frame = waiting.pollFirstEntry().getValue();
        if (waiting.isEmpty()) {
            waiting = null;
        }
        return frame;
    }

    void drop(UUID conversation) {
        if (waiting != null) {
            waiting.values().removeIf(frame -> frame.isAbout(conversation));
            waiting = waiting.isEmpty() ? null : waiting;
        }
    }

    boolean isEmpty() {
        return waiting == null;
    }

    void clear() {
        waiting = null;
    }
}
