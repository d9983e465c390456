package connectly.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Which requests are the API's. */
final class Api {
    private Api() {}

    static boolean isOne(HttpServletRequest request) {
        return path(request).startsWith("/api/");
    }

    /** The path as controllers match it, decoded: what a client encodes must not slip past a rule. */
    static String path(HttpServletRequest request) {
        return UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8);
    }
}
