package connectly.web.security;

import jakarta.servlet.http.HttpServletRequest;

/** Which requests are the API's. */
final class Api {
    private Api() {}

    static boolean isOne(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/");
    }
}
