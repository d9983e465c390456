package connectly.web.security;

import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class CsrfController {
    record Token(String headerName, String token) {}

    /** Masked anew each time; every one is good as long as the cookie stays, so until login or logout. */
    @GetMapping("/api/v1/csrf")
    Token token(CsrfToken token) {
        return new Token(token.getHeaderName(), token.getToken());
    }
}
