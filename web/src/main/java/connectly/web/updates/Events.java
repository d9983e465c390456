package connectly.web.updates;

import static java.nio.charset.StandardCharsets.UTF_8;

import connectly.web.connections.Frame;
import connectly.web.feed.UpdateFrame;

/**
 * Server-Sent Events as the HTML standard has them, section 9.2. JSON has its line feeds escaped and cursors have none,
 * so each is one line.
 */
final class Events {
    /** A comment: clients pass over it. */
    static final Frame HEARTBEAT = event(":\n\n");

    private Events() {}

    static Frame update(UpdateFrame update) {
        String event = "id: " + update.cursor() + "\ndata: " + new String(update.json(), UTF_8) + "\n\n";
        return new Frame(event.getBytes(UTF_8), update.conversation());
    }

    /** Says nothing yet, but from where a client goes on that is cut off before the first update. */
    static Frame beginning(String cursor) {
        return event("id: " + cursor + "\n\n");
    }

    /** The socket's {@code resync}. Its id lets a browser, which comes back by itself, go on from now. */
    static Frame epochChanged(String cursor) {
        return event("id: " + cursor + "\nevent: resync\ndata: {\"type\":\"resync\",\"reason\":\"epoch-changed\"}\n\n");
    }

    private static Frame event(String text) {
        return new Frame(text.getBytes(UTF_8), null);
    }
}
