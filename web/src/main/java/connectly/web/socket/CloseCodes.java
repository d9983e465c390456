package connectly.web.socket;

import connectly.web.connections.Ending;
import connectly.web.connections.Returning;
import org.eclipse.jetty.websocket.core.CloseStatus;

/** Why the server closes a socket; the codes are those of the public contract. */
final class CloseCodes {
    private static final int RESTARTING = 1012;
    private static final int REVOKED = 4401;
    private static final int TOO_SLOW = 4408;
    private static final int NOT_RELIABLE = 4500;

    private CloseCodes() {}

    static CloseStatus of(Ending why) {
        return switch (why) {
            case REVOKED -> new CloseStatus(REVOKED, "the session has ended");
            case RESTARTING ->
                new CloseStatus(RESTARTING, "retry-after=" + Returning.after().toSeconds());
            case TOO_SLOW -> new CloseStatus(TOO_SLOW, "the client is too slow");
            case SILENT -> new CloseStatus(NOT_RELIABLE, "nothing heard");
            case TOO_MANY -> new CloseStatus(CloseStatus.POLICY_VIOLATION, "too many connections");
            case ABUSE -> new CloseStatus(CloseStatus.POLICY_VIOLATION, "too many bad frames");
            case TOO_BIG -> new CloseStatus(CloseStatus.MESSAGE_TOO_LARGE, "a frame has 16 KiB at most");
            case NOT_TEXT -> new CloseStatus(CloseStatus.BAD_DATA, "frames are text");
            case BAD_TEXT -> new CloseStatus(CloseStatus.BAD_PAYLOAD, "text is UTF-8");
            case BROKEN -> new CloseStatus(NOT_RELIABLE);
            case FAILED -> new CloseStatus(CloseStatus.SERVER_ERROR);
        };
    }
}
