package connectly.web.identity;

import connectly.web.limits.RateLimiter;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;

/**
 * Slows guessing: so many failures an account and an address, then one more try at a time as they are refilled.
 * A right password that comes when the places are used up waits like a wrong one. A try is paid before the password is looked at and paid back if it was right, so that many
 * tries at once do not slip past.
 */
final class LoginThrottle {
    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final int LONGEST_KEY = 64;

    private final boolean on;
    private final RateLimiter accounts;
    private final RateLimiter addresses;

    LoginThrottle(boolean on) {
        this(on, new RateLimiter(5, WINDOW), new RateLimiter(20, WINDOW));
    }

    LoginThrottle(boolean on, RateLimiter accounts, RateLimiter addresses) {
        this.on = on;
        this.accounts = accounts;
        this.addresses = addresses;
    }

    /** @throws ProblemException {@code rate-limited} with when to come back */
    void pay(String username, String address) {
        if (!on) {
            return;
        }
        addresses.take(address).ifPresent(LoginThrottle::refuse);
        Optional<Duration> wait = accounts.take(key(username));
        if (wait.isPresent()) {
            addresses.giveBack(address);
            refuse(wait.get());
        }
    }

    void payBack(String username, String address) {
        if (on) {
            accounts.giveBack(key(username));
            addresses.giveBack(address);
        }
    }

    /** What is typed as a name may be as long as a request; what is remembered is not. */
    private static String key(String username) {
        return username.length() <= LONGEST_KEY ? username : username.substring(0, LONGEST_KEY);
    }

    private static void refuse(Duration wait) {
        throw Problem.of(ProblemCode.RATE_LIMITED)
                .detail("Too many failed logins. Try again later.")
                .retryAfter(wait)
                .toException();
    }
}
