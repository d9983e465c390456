package connectly.web.socket;

import connectly.web.connections.Ending;
import org.springframework.web.socket.CloseStatus;

/** Why the server closes a socket; the codes are those of the public contract. */
final class CloseCodes {
    static final CloseStatus ABUSE = CloseStatus.POLICY_VIOLATION.withReason("too many bad frames");
    static final CloseStatus TOO_BIG = CloseStatus.TOO_BIG_TO_PROCESS.withReason("a frame has 16 KiB at most");
    static final CloseStatus TOO_MANY = CloseStatus.POLICY_VIOLATION.withReason("too many connections");
    static final CloseStatus NOT_TEXT = CloseStatus.NOT_ACCEPTABLE.withReason("frames are text");
    static final CloseStatus RESTARTING = new CloseStatus(1012, "the server is going down");
    static final CloseStatus REVOKED = new CloseStatus(4401, "the session has ended");
    static final CloseStatus TOO_SLOW = new CloseStatus(4408, "the client is too slow");
    static final CloseStatus SILENT = CloseStatus.SESSION_NOT_RELIABLE.withReason("nothing heard");

    private CloseCodes() {}

    static CloseStatus of(Ending why) {
        return switch (why) {
            case REVOKED -> REVOKED;
            case RESTARTING -> RESTARTING;
            case TOO_SLOW -> TOO_SLOW;
            case SILENT -> SILENT;
            case TOO_MANY -> TOO_MANY;
            case ABUSE -> ABUSE;
            case TOO_BIG -> TOO_BIG;
            case NOT_TEXT -> NOT_TEXT;
            case BROKEN -> CloseStatus.SESSION_NOT_RELIABLE;
            case FAILED -> CloseStatus.SERVER_ERROR;
        };
    }
}
