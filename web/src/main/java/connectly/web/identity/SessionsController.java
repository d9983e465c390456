package connectly.web.identity;

import connectly.web.limits.ClientAddress;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/sessions")
final class SessionsController {
    private final Login login;
    private final Sessions sessions;
    private final EdgeCookie cookie;

    SessionsController(Login login, Sessions sessions, EdgeCookie cookie) {
        this.login = login;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    record Credentials(@Nullable String username, @Nullable String password) {
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    record LoggedIn(UUID userId, String username, String displayName, UUID sessionId) {}

    /** @param current whether it is the session that asks */
    record View(UUID sessionId, Instant createdAt, Instant lastSeenAt, Instant expiresAt, boolean current) {}

    /** The session gets a new id even if this browser has one; that one ends. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    LoggedIn logIn(
            @RequestBody Credentials typed,
            @AuthenticationPrincipal @Nullable Caller before,
            HttpServletRequest request,
            HttpServletResponse response) {
        var loggedIn = login.with(
                required(typed.username(), "username"),
                required(typed.password(), "password"),
                ClientAddress.of(request));
        if (before != null && before.kind() == Caller.Kind.SESSION) {
            end(before);
        }
        cookie.write(response, loggedIn.session().token(), Sessions.LONGEST);
        Account account = loggedIn.account();
        return new LoggedIn(
                account.userId(),
                account.username(),
                account.displayName(),
                loggedIn.session().session().sessionId());
    }

    @GetMapping
    Page<View> list(@AuthenticationPrincipal Caller caller) {
        return Page.whole(sessions.of(caller.requireUser()).stream()
                .map(session -> new View(
                        session.sessionId(),
                        session.createdAt(),
                        session.lastSeenAt(),
                        session.expiresAt(),
                        session.sessionId().equals(caller.credentialId())))
                .toList());
    }

    @DeleteMapping("/current")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logOut(@AuthenticationPrincipal Caller caller, HttpServletResponse response) {
        if (caller.kind() != Caller.Kind.SESSION) {
            throw notFound();
        }
        end(caller);
        cookie.write(response, "", Duration.ZERO);
    }

    @DeleteMapping("/{sessionId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID sessionId, @AuthenticationPrincipal Caller caller) {
        if (!sessions.revoke(caller.requireUser(), sessionId)) {
            throw notFound();
        }
    }

    private void end(Caller caller) {
        UUID sessionId = caller.credentialId();
        if (sessionId != null) {
            sessions.revoke(caller.requireUser(), sessionId);
        }
    }

    private static String required(@Nullable String value, String field) {
        if (value == null || value.isEmpty()) {
            throw Problem.of(ProblemCode.VALIDATION_FAILED)
                    .field(field, "required", "This field is required.")
                    .toException();
        }
        return value;
    }

    private static ProblemException notFound() {
        return Problem.of(ProblemCode.NOT_FOUND)
                .detail("You have no such session.")
                .toException();
    }
}
