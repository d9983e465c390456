package connectly.web.identity;

import connectly.web.settings.Stage;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A cookie of ours: out of scripts' reach, not sent along with other sites' requests, and over TLS bound to this host
 * by the {@code __Host-} prefix. Browsers refuse that prefix over plain HTTP, so dev goes without.
 */
public final class EdgeCookie {
    private final String name;
    private final boolean secure;

    private EdgeCookie(String name, Stage stage) {
        this.secure = stage.overTls();
        this.name = secure ? "__Host-" + name : name;
    }

    /** The one that carries a session's token. */
    public static EdgeCookie ofSession(Stage stage) {
        return new EdgeCookie("connectly", stage);
    }

    /** The one that CSRF tokens are bound to before there is a session. */
    public static EdgeCookie beforeLogin(Stage stage) {
        return new EdgeCookie("connectly-csrf", stage);
    }

    public Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Sets the cookie.
     *
     * @param lifetime zero removes it
     */
    public void write(HttpServletResponse response, String value, Duration lifetime) {
        String header = ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .maxAge(lifetime)
                .build()
                .toString();
        response.addHeader(HttpHeaders.SET_COOKIE, header);
    }
}
