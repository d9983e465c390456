package connectly.web.security;

import connectly.web.identity.EdgeCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * CSRF tokens without a store: HMAC-SHA256 under {@code SECRET_KEY} of what the browser is known by, which is its
 * session cookie, or before login a random cookie of its own (OWASP's signed double submit). Another site can neither
 * read the token nor compute one for a cookie it planted. Login changes the cookie, and with it the token.
 */
final class CsrfTokens implements CsrfTokenRepository {
    static final String HEADER = "X-CSRF-Token";

    private static final Duration COOKIE_LIFETIME = Duration.ofDays(1);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String FRESH_COOKIE = CsrfTokens.class.getName() + ".cookie";

    private final byte[] key;
    private final EdgeCookie sessionCookie;
    private final EdgeCookie ownCookie;

    CsrfTokens(byte[] key, EdgeCookie sessionCookie, EdgeCookie ownCookie) {
        this.key = key.clone();
        this.sessionCookie = sessionCookie;
        this.ownCookie = ownCookie;
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        Optional<String> session = sessionCookie.read(request);
        if (session.isPresent()) {
            return token("session:" + session.get());
        }
        return ownCookie.read(request).map(value -> token("visitor:" + value)).orElse(null);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        request.setAttribute(FRESH_COOKIE, cookie);
        return token("visitor:" + cookie);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token == null) {
            ownCookie.write(response, "", Duration.ZERO);
        } else if (request.getAttribute(FRESH_COOKIE) instanceof String cookie) {
            ownCookie.write(response, cookie, COOKIE_LIFETIME);
        }
    }

    private CsrfToken token(String knownBy) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signature = mac.doFinal(("connectly csrf v1 " + knownBy).getBytes(StandardCharsets.UTF_8));
            String value = Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
            return new DefaultCsrfToken(HEADER, "_csrf", value);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }
}
