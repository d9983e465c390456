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

    /** Sent by its own frame ({@link CloseStatus#toFrame}) the connection stays open until the peer has answered. */
    static CloseStatus of(Ending why) {
        return switch (why) {
            case REVOKED -> new Goodbye(REVOKED, "the session has ended");
            case RESTARTING ->
                new Goodbye(RESTARTING, "retry-after=" + Returning.after().toSeconds());
            case TOO_SLOW -> new Goodbye(TOO_SLOW, "the client is too slow");
            case SILENT -> new Goodbye(NOT_RELIABLE, "nothing heard");
            case TOO_MANY -> new Goodbye(CloseStatus.POLICY_VIOLATION, "too many connections");
            case ABUSE -> new Goodbye(CloseStatus.POLICY_VIOLATION, "too many bad frames");
            case TOO_BIG -> new Goodbye(CloseStatus.MESSAGE_TOO_LARGE, "a frame has 16 KiB at most");
            case NOT_TEXT -> new Goodbye(CloseStatus.BAD_DATA, "frames are text");
            case BAD_TEXT -> new Goodbye(CloseStatus.BAD_PAYLOAD, "text is UTF-8");
            case BROKEN -> new Goodbye(NOT_RELIABLE);
            case FAILED -> new Goodbye(CloseStatus.SERVER_ERROR);
        };
    }

    /**
     * Jetty hangs up as soon as it has written a code that it calls abnormal. What the peer has sent and nobody has read
     * makes that a reset, and a reset may take the code and its reason from the peer.
     */
    private static final class Goodbye extends CloseStatus {
        Goodbye(int code) {
            super(code);
        }

        Goodbye(int code, String reason) {
            super(code, reason);
        }

        @Override
        public boolean isAbnormal() {
            return false;
        }
    }
}
