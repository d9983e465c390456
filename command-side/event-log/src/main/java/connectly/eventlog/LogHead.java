package connectly.eventlog;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The last position that is on disk, and who wants to hear when it moves. */
final class LogHead {
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private volatile long position;

    LogHead(long position) {
        this.position = position;
    }

    long position() {
        return position;
    }

    /** Listeners run on the caller's thread, which is the writer's: they must return at once and never throw. */
    void advance(long newPosition) {
        position = newPosition;
        listeners.forEach(Runnable::run);
    }

    void addListener(Runnable listener) {
        listeners.add(listener);
    }

    void removeListener(Runnable listener) {
        listeners.remove(listener);
    }
}
