package connectly.web.security;

import connectly.web.identity.EdgeCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which requests another site could make in a browser's name: those that change something and ride on its cookie.
 * Logging in and registering count, too, though there is no session yet: a visitor must not be logged into a stranger's
 * account. A bearer token is never sent by a browser on its own. Without any of these nobody is called, and the answer
 * is {@code unauthenticated} rather than {@code csrf-failed}.
 */
final class NeedsCsrfToken implements RequestMatcher {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OPEN = Set.of("/api/v1/accounts", "/api/v1/sessions");

    private final EdgeCookie sessionCookie;

    NeedsCsrfToken(EdgeCookie sessionCookie) {
        this.sessionCookie = sessionCookie;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                && Bearer.of(request).isEmpty()
                && (sessionCookie.read(request).isPresent() || OPEN.contains(Api.path(request)));
    }
}
