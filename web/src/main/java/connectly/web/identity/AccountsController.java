package connectly.web.identity;

import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
final class AccountsController {
    private final AccountForm form;
    private final Registration registration;
    private final AccountDirectory accounts;

    AccountsController(AccountForm form, Registration registration, AccountDirectory accounts) {
        this.form = form;
        this.registration = registration;
        this.accounts = accounts;
    }

    record NewAccount(
            @Nullable String username,
            @Nullable String displayName,
            @Nullable String password) {
        @Override
        public String toString() {
            return "NewAccount[" + username + "]";
        }
    }

    record NewBot(@Nullable String username, @Nullable String displayName) {}

    /** @param userId null for the admin token, which is no account */
    record Me(
            @Nullable UUID userId,
            @Nullable String username,
            @Nullable String displayName,
            Set<Role> roles) {}

    @PostMapping("/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    Account register(@RequestBody NewAccount wanted) {
        return registration.person(form.person(wanted.username(), wanted.displayName(), wanted.password()));
    }

    @PostMapping("/bots")
    @ResponseStatus(HttpStatus.CREATED)
    Registration.Bot registerBot(@RequestBody NewBot wanted) {
        return registration.bot(form.bot(wanted.username(), wanted.displayName()));
    }

    @GetMapping("/me")
    Me me(@AuthenticationPrincipal Caller caller) {
        UUID userId = caller.userId();
        if (userId == null) {
            return new Me(null, null, null, caller.roles());
        }
        return accounts.byId(userId)
                .map(account -> new Me(account.userId(), account.username(), account.displayName(), caller.roles()))
                .orElseThrow(() -> Problem.of(ProblemCode.UNAUTHENTICATED).toException());
    }
}
