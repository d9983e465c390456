package connectly.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    private static final Account ALICE =
            new Account(UUID.fromString("01900000-0000-7000-8000-00000000000a"), "alice", "Alice");
    private static final String PASSWORD = "correct horse battery";
    private static final AccountDirectory ACCOUNTS = new AccountDirectory() {
        @Override
        public Optional<Account> byUsername(String username) {
            return Optional.of(ALICE).filter(account -> account.username().equals(username));
        }

        @Override
        public Optional<Account> byId(UUID userId) {
            return Optional.of(ALICE).filter(account -> account.userId().equals(userId));
        }
    };

    @TempDir
    private Path directory;

    private final PasswordHasher cheaper = new PasswordHasher(new Argon2Cost(64, 1, 1), 1);
    private final PasswordHasher hasher = new PasswordHasher(new Argon2Cost(128, 1, 1), 1);
    private final MovableClock clock = new MovableClock();
    private IdentityDatabase database;
    private Credentials credentials;
    private Login login;

    @BeforeEach
    void open() {
        database = IdentityDatabase.open(directory);
        credentials = new Credentials(database, clock);
        credentials.add(ALICE.userId(), cheaper.hash(PASSWORD));
        login = new Login(
                ACCOUNTS, credentials, new Sessions(database, clock, event -> {}), hasher, new LoginThrottle(true));
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void aRightPasswordIsHashedAgainWhenOurCostHasRisen() {
        assertThat(hasher.isOutdated(storedHash())).isTrue();

        login.with("Alice", PASSWORD, "192.0.2.1");

        assertThat(hasher.isOutdated(storedHash())).isFalse();
        assertThat(login.with("alice", PASSWORD, "192.0.2.1").account()).isEqualTo(ALICE);
    }

    @Test
    void aWrongPasswordChangesNothing() {
        String before = storedHash();

        assertThat(codeOf("alice", "192.0.2.1")).isEqualTo(ProblemCode.UNAUTHENTICATED);
        assertThat(storedHash()).isEqualTo(before);
    }

    @Test
    void anAddressThatGuessesManyNamesIsSlowed() {
        for (int i = 0; i < 20; i++) {
            assertThat(codeOf("somebody" + i, "192.0.2.1")).isEqualTo(ProblemCode.UNAUTHENTICATED);
        }

        assertThat(codeOf("somebody-else", "192.0.2.1")).isEqualTo(ProblemCode.RATE_LIMITED);
        assertThat(codeOf("somebody-else", "192.0.2.2")).isEqualTo(ProblemCode.UNAUTHENTICATED);
    }

    @Test
    void anAccountWithoutAPasswordLetsNobodyIn() {
        credentials.remove(ALICE.userId());

        assertThatThrownBy(() -> login.with("alice", PASSWORD, "192.0.2.1")).isInstanceOf(ProblemException.class);
    }

    private String storedHash() {
        return credentials.hashOf(ALICE.userId()).orElseThrow();
    }

    private ProblemCode codeOf(String username, String address) {
        try {
            login.with(username, "a wrong password", address);
            throw new AssertionError("a wrong password let somebody in");
        } catch (ProblemException refused) {
            return refused.problem().code();
        }
    }
}
