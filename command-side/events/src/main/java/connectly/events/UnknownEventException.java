package connectly.events;

/** The log holds an event that this version does not know: a newer version wrote it. */
public final class UnknownEventException extends IllegalArgumentException {
    UnknownEventException(String eventName, String version) {
        super("unknown event %s version %s".formatted(eventName, version));
    }
}
