package connectly.web.identity;

import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
@RequestMapping("/api/v1/access-tokens")
final class AccessTokensController {
    private final AccessTokens tokens;

    AccessTokensController(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /** @param scopes absent or empty for all that the caller itself may */
    record NewToken(@Nullable String name, @Nullable List<@Nullable String> scopes) {}

    record View(
            UUID tokenId,
            String name,
            Set<Scope> scopes,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AccessTokens.Issued issue(@RequestBody NewToken wanted, @AuthenticationPrincipal Caller caller) {
        if (caller.kind() != Caller.Kind.SESSION) {
            // Else a token could outlive its own revocation in those it has made.
            throw Problem.of(ProblemCode.FORBIDDEN)
                    .detail("Access tokens are made in a browser's session only.")
                    .toException();
        }
        String name = wanted.name() == null ? "" : wanted.name().strip();
        AccountForm.complaintAboutName(name, "name").ifPresent(complaint -> {
            throw Problem.of(ProblemCode.VALIDATION_FAILED).field(complaint).toException();
        });
        return tokens.issue(caller.requireUser(), name, scopes(wanted.scopes(), caller));
    }

    @GetMapping
    Page<View> list(@AuthenticationPrincipal Caller caller) {
        return Page.whole(tokens.of(caller.requireUser()).stream()
                .map(token ->
                        new View(token.tokenId(), token.name(), token.scopes(), token.createdAt(), token.lastUsedAt()))
                .toList());
    }

    @DeleteMapping("/{tokenId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID tokenId, @AuthenticationPrincipal Caller caller) {
        if (!tokens.revoke(caller.requireUser(), tokenId)) {
            throw Problem.of(ProblemCode.NOT_FOUND)
                    .detail("You have no such access token.")
                    .toException();
        }
    }

    /** A token never gives more than the caller has, or a read-only token could make itself a better one. */
    private static Set<Scope> scopes(@Nullable List<@Nullable String> wanted, Caller caller) {
        if (wanted == null || wanted.isEmpty()) {
            return caller.scopes();
        }
        var scopes = EnumSet.noneOf(Scope.class);
        for (String name : wanted) {
            scopes.add(Scope.ofWireName(String.valueOf(name))
                    .orElseThrow(() -> Problem.of(ProblemCode.VALIDATION_FAILED)
                            .field("scopes", "unknown", "A scope is read or write.")
                            .toException()));
        }
        if (!caller.scopes().containsAll(scopes)) {
            throw Problem.of(ProblemCode.FORBIDDEN)
                    .detail("A token cannot give more than you have yourself.")
                    .toException();
        }
        return scopes;
    }
}
