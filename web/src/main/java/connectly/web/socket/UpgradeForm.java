package connectly.web.socket;

import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Whether a request asks for a socket as RFC 6455, section 4.2.1, says. What the container refuses has no problem. */
final class UpgradeForm {
    static final String VERSION = "13";
    static final String VERSION_HEADER = "Sec-WebSocket-Version";

    private static final String UPGRADE = "upgrade";
    private static final int KEY_BYTES = 16;
    /** With the padding, which Java's decoder does without and the RFC does not. */
    private static final int KEY_CHARACTERS = 24;

    private UpgradeForm() {}

    /** What is wrong with it, if anything is. */
    static Optional<Problem> mistake(HttpServletRequest request) {
        if (!HttpMethod.GET.matches(request.getMethod())) {
            return Optional.of(Problem.of(ProblemCode.METHOD_NOT_ALLOWED).build());
        }
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                || connection(request).noneMatch(UPGRADE::equalsIgnoreCase)) {
            return Optional.of(malformed("This address is for sockets only: ask for an upgrade to websocket."));
        }
        if (!VERSION.equals(request.getHeader(VERSION_HEADER))) {
            return Optional.of(malformed("Sockets are spoken here in version 13."));
        }
        return isKey(request.getHeader("Sec-WebSocket-Key"))
                ? Optional.empty()
                : Optional.of(malformed("A handshake needs a key: 16 bytes in Base64."));
    }

    private static Stream<String> connection(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.CONNECTION)).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip);
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null
                    && key.length() == KEY_CHARACTERS
                    && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Problem malformed(String detail) {
        return Problem.of(ProblemCode.VALIDATION_FAILED).detail(detail).build();
    }
}
