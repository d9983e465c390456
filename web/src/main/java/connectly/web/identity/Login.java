package connectly.web.identity;

import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.util.Optional;

/** Checks a password and begins a session. Unknown name and wrong password are one answer, in one time. */
final class Login {
    private final AccountDirectory accounts;
    private final Credentials credentials;
    private final Sessions sessions;
    private final PasswordHasher hasher;
    private final LoginThrottle throttle;

    Login(
            AccountDirectory accounts,
            Credentials credentials,
            Sessions sessions,
            PasswordHasher hasher,
            LoginThrottle throttle) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.sessions = sessions;
        this.hasher = hasher;
        this.throttle = throttle;
    }

    record LoggedIn(Account account, Sessions.Begun session) {}

    LoggedIn with(String typedName, String password, String address) {
        String username = AccountForm.canonical(typedName);
        throttle.pay(username, address);
        Account account = verified(username, password)
                .orElseThrow(() -> Problem.of(ProblemCode.UNAUTHENTICATED)
                        .detail("The username or the password is wrong.")
                        .toException());
        throttle.payBack(username, address);
        return new LoggedIn(account, sessions.begin(account.userId()));
    }

    private Optional<Account> verified(String username, String password) {
        Optional<Account> account = accounts.byUsername(username);
        Optional<String> hash = account.flatMap(known -> credentials.hashOf(known.userId()));
        if (account.isEmpty() || hash.isEmpty()) {
            hasher.verifyAgainstNobody(password);
            return Optional.empty();
        }
        if (!hasher.verify(password, hash.get())) {
            return Optional.empty();
        }
        if (hasher.isOutdated(hash.get())) {
            credentials.replace(account.get().userId(), hash.get(), hasher.hash(password));
        }
        return account;
    }
}
