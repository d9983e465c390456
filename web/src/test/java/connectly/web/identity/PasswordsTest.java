package connectly.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.web.problem.FieldProblem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

    private final PasswordPolicy policy = new PasswordPolicy();

    @ParameterizedTest
    @ValueSource(strings = {"Password123", "qwertyuiop", "CHANGEME", "zzzzzzzzzz", "alice.the.first"})
    void whatIsTriedFirstIsRefused(String password) {
        assertThat(policy.complaint(password, "alice.the.first"))
                .map(FieldProblem::code)
                .contains("too-common");
    }

    @Test
    void lengthCountsInCharactersAsPeopleDo() {
        assertThat(policy.complaint("🔑🐎🔋📎🪐🌵🧭", "alice"))
                .map(FieldProblem::code)
                .contains("too-short");
        assertThat(policy.complaint("🔑🐎🔋📎🪐🌵🧭🧵", "alice")).isEmpty();
        assertThat(policy.complaint("🔑a".repeat(64), "alice")).isEmpty();
        assertThat(policy.complaint("🔑a".repeat(64) + "b", "alice"))
                .map(FieldProblem::code)
                .contains("too-long");
        assertThat(policy.complaint(null, "alice")).map(FieldProblem::code).contains("required");
    }

    @Test
    void aHashIsArgon2idAtTheRecommendedCostAndSalted() {
        var hasher = new PasswordHasher(Argon2Cost.STANDARD, 1);

        String hash = hasher.hash("correct horse battery");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.hash("correct horse battery")).isNotEqualTo(hash);
        assertThat(hasher.verify("correct horse battery", hash)).isTrue();
        assertThat(hasher.verify("Correct horse battery", hash)).isFalse();
        assertThat(hasher.isOutdated(hash)).isFalse();
    }

    @Test
    void aHashMadeAtALowerCostIsOutdatedAndStillVerifies() {
        String old = new PasswordHasher(CHEAP, 1).hash("correct horse battery");
        var hasher = new PasswordHasher(new Argon2Cost(128, 1, 1), 1);

        assertThat(hasher.isOutdated(old)).isTrue();
        assertThat(hasher.verify("correct horse battery", old)).isTrue();
    }

    @Test
    void whoWaitsTooLongForACoreIsToldToComeBack() {
        var busy = new PasswordHasher(CHEAP, 0, Duration.ofMillis(1));

        assertThatThrownBy(() -> busy.hash("correct horse battery"))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE);
                    assertThat(refused.problem().retryAfterSeconds()).isEqualTo(1);
                });
    }
}
