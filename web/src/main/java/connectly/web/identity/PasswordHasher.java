package connectly.web.identity;

import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id. A hash costs a core for about a tenth of a second and 19 MiB, so only as many run at once as there are
 * cores; who waits too long is told to come back, instead of everybody waiting ever longer.
 */
final class PasswordHasher {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Argon2PasswordEncoder encoder;
    private final Semaphore cores;
    private final Duration patience;
    /** Verified against when there is no account, so that the answer takes the same time. */
    private final String nobody;

    PasswordHasher(Argon2Cost cost, int atOnce) {
        this(cost, atOnce, PATIENCE);
    }

    PasswordHasher(Argon2Cost cost, int atOnce, Duration patience) {
        this.encoder = new Argon2PasswordEncoder(16, 32, cost.parallelism(), cost.memoryKib(), cost.iterations());
        this.cores = new Semaphore(atOnce, true);
        this.patience = patience;
        this.nobody = encoder.encode(Tokens.random());
    }

    /** In PHC string format, such as {@code $argon2id$v=19$m=19456,t=2,p=1$…}. */
    String hash(String password) {
        return inTurn(() -> encoder.encode(password));
    }

    boolean verify(String password, String hash) {
        return inTurn(() -> encoder.matches(password, hash));
    }

    /** Takes as long as {@link #verify} and is never true. */
    void verifyAgainstNobody(String password) {
        verify(password, nobody);
    }

    /** Whether the hash was made at a lower cost than we use now. */
    boolean isOutdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!cores.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            cores.release();
        }
    }

    private RuntimeException busy() {
        return Problem.of(ProblemCode.UNAVAILABLE)
                .detail("Too many people are logging in at this moment.")
                .retryAfter(patience)
                .toException();
    }
}
