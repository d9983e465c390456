package connectly.web.updates;

import connectly.web.feed.UpdateFrame;

/**
 * Server-Sent Events as the HTML standard has them, section 9.2. JSON has its line feeds escaped and cursors have none,
 * so each is one line.
 */
final class Events {
    /** A comment: clients pass over it. */
    static final String HEARTBEAT = ":\n\n";

    private Events() {}

    static String update(UpdateFrame update) {
        return "id: " + update.cursor() + "\ndata: " + update.json() + "\n\n";
    }

    /** Says nothing yet, but from where a client goes on that is cut off before the first update. */
    static String beginning(String cursor) {
        return "id: " + cursor + "\n\n";
    }

    /** The socket's {@code resync}. Its id lets a browser, which comes back by itself, go on from now. */
    static String epochChanged(String cursor) {
        return "id: " + cursor + "\nevent: resync\ndata: {\"type\":\"resync\",\"reason\":\"epoch-changed\"}\n\n";
    }
}
