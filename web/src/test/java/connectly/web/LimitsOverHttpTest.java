package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsOverHttpTest {
    private static final Map<String, String> STANDARD = Map.of("CONNECTLY_LIMITS", "standard");

    @TempDir
    private Path directory;

    @Test
    void guessingAPasswordIsSlowedForThatAccount() {
        try (var server = EdgeServer.start(directory, STANDARD)) {
            server.client().register("alice");
            EdgeClient guesser = server.client();
            for (int i = 0; i < 5; i++) {
                assertThat(guesser.logIn("alice", "a wrong password").status()).isEqualTo(401);
            }

            var slowed = guesser.logIn("alice", EdgeClient.PASSWORD);

            new ContractWalk().expect(429, slowed);
            assertThat(slowed.text("code")).isEqualTo("rate-limited");
            assertThat(slowed.header("Retry-After")).contains(slowed.text("retryAfterSeconds"));
            assertThat(guesser.logIn("bob", "a wrong password").status())
                    .as("another account is not slowed")
                    .isEqualTo(401);
        }
    }

    @Test
    void rightPasswordsDoNotCountAsGuesses() {
        try (var server = EdgeServer.start(directory, STANDARD)) {
            server.client().register("alice");
            for (int i = 0; i < 7; i++) {
                EdgeClient.expect(201, server.client().logIn("alice", EdgeClient.PASSWORD));
            }
        }
    }

    @Test
    void theApiAnswersAUserSoOftenAMinuteAndPagesAlways() {
        try (var server = EdgeServer.start(directory, STANDARD)) {
            EdgeClient visitor = server.client();

            assertThat(answersUntilRefused(() -> visitor.get("/api/v1/csrf"))).isBetween(200, 999);
            assertThat(visitor.get("/login").status()).isEqualTo(200);
            assertThat(visitor.get("/api/v1/me", "Authorization", "Bearer " + EdgeServer.ADMIN_TOKEN)
                            .status())
                    .as("somebody known is counted apart")
                    .isEqualTo(200);
        }
    }

    @Test
    void theHashesOfTheLogAreReadSoOftenAMinuteFromAnAddressWhoeverAsks() {
        try (var server = EdgeServer.start(directory, STANDARD)) {
            String[] admin = {"Authorization", "Bearer " + EdgeServer.ADMIN_TOKEN};
            EdgeClient auditor = server.client();

            assertThat(answersUntilRefused(() -> auditor.get("/log/checkpoint")))
                    .isBetween(200, 999);
            assertThat(answersUntilRefused(() -> auditor.get("/log/tile/0/000", admin)))
                    .as("the same places, whoever asks")
                    .isLessThan(200);
            assertThat(auditor.get("/api/v1/csrf").status())
                    .as("the API is counted apart")
                    .isEqualTo(200);
        }
    }

    /** How often a request is answered before one is refused: places come back meanwhile, so it may be a few more. */
    private static int answersUntilRefused(Supplier<EdgeClient.Answer> request) {
        int answers = 0;
        EdgeClient.Answer answer = request.get();
        while (answer.status() != 429 && answers < 1_000) {
            answers++;
            answer = request.get();
        }
        new ContractWalk().expect(429, answer);
        assertThat(answer.text("code")).isEqualTo("rate-limited");
        return answers;
    }

    @Test
    void pollsAreCountedApartSoThatTheyUseUpNothingElse() {
        try (var server = EdgeServer.start(directory, STANDARD)) {
            EdgeClient visitor = server.client();

            assertThat(answersUntilRefused(() -> visitor.get("/api/v1/updates")))
                    .isBetween(600, 999);
            assertThat(visitor.get("/api/v1/csrf").status()).isEqualTo(200);
        }
    }

    @Test
    void relaxedLimitsLetEverythingThrough() {
        try (var server = EdgeServer.start(directory, Map.of())) {
            EdgeClient visitor = server.client();
            for (int i = 0; i < 300; i++) {
                EdgeClient.expect(200, visitor.get("/api/v1/csrf"));
            }
        }
    }
}
