package connectly.web.socket;

import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.web.socket.WebSocketHttpHeaders;

/** Whether a request asks for a socket as RFC 6455, section 4.2.1, says. What the container refuses has no problem. */
final class UpgradeForm {
    static final String VERSION = "13";

    private static final String UPGRADE = "upgrade";
    private static final int KEY_BYTES = 16;

    private UpgradeForm() {}

    /** What is wrong with it, if anything is. */
    static Optional<Problem> mistake(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        if (!HttpMethod.GET.equals(request.getMethod())) {
            return Optional.of(Problem.of(ProblemCode.METHOD_NOT_ALLOWED).build());
        }
        if (!"websocket".equalsIgnoreCase(headers.getUpgrade())
                || headers.getConnection().stream().noneMatch(UPGRADE::equalsIgnoreCase)) {
            return Optional.of(malformed("This address is for sockets only: ask for an upgrade to websocket."));
        }
        if (!VERSION.equals(headers.getFirst(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION))) {
            return Optional.of(malformed("Sockets are spoken here in version 13."));
        }
        return isKey(headers.getFirst(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY))
                ? Optional.empty()
                : Optional.of(malformed("A handshake needs a key: 16 bytes in Base64."));
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Problem malformed(String detail) {
        return Problem.of(ProblemCode.VALIDATION_FAILED).detail(detail).build();
    }
}
