package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.product.RawSocket.Ended;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What ends a socket from our side, at the usual limits. */
class SocketLimitsIT {
    /** What a socket may send in a minute. */
    private static final int FRAMES = 600;

    @SuppressWarnings("NullAway.Init") // set before the first test, which NullAway cannot see for a static field
    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.stopped(Map.of("CONNECTLY_LIMITS", "standard"));
        product.resume();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void whoSendsTooManyFramesIsToldSoAndClosedInTheEnd() {
        Ended ended = afterMany(RawFrame.text("{\"type\":\"ping\"}"));

        List<JsonNode> rejects = ended.frames().stream()
                .filter(frame -> SocketClient.isType(frame, "reject"))
                .toList();
        assertThat(ended.frames().stream().filter(frame -> SocketClient.isType(frame, "pong")))
                .as("those that were in time are answered")
                .hasSizeGreaterThanOrEqualTo(FRAMES);
        assertThat(rejects)
                .as("but for those that wait when it is closed")
                .isNotEmpty()
                .allSatisfy(reject -> {
                    JsonNode problem = reject.path("problem");
                    ProblemRules.checkProblem(problem);
                    assertThat(problem.path("code").asString()).isEqualTo("rate-limited");
                    assertThat(problem.path("retryAfterSeconds").asLong()).isBetween(1L, 60L);
                });
        assertThat(ended.code()).isEqualTo(1008);
    }

    @Test
    void whoPingsWithoutEndIsClosed() {
        assertThat(afterMany(RawFrame.of(RawFrame.PING, new byte[0])).code()).isEqualTo(1008);
    }

    /** Sends more of the frame, at once, than even a slow machine's minute gives leave to, and reads what came of it. */
    private static Ended afterMany(RawFrame frame) {
        try (RawSocket socket =
                RawSocket.open(Person.asProgram(product, "hasty").api())) {
            socket.write(RawFrame.join(
                    Collections.nCopies(2 * FRAMES, frame.masked()).toArray(byte[][]::new)));
            return socket.readToTheEnd();
        }
    }

    @Test
    void whoLogsOutLosesTheirSockets() {
        Person ada = Person.inBrowser(product, "ada");
        try (SocketClient socket = SocketClient.connect(ada.api())) {
            ada.api().delete("/api/v1/sessions/current").expect(204);

            assertThat(socket.awaitClose()).isEqualTo(4401);
            assertThat(socket.closeReason()).isEqualTo("the session has ended");
        }
    }

    @Test
    void aRevokedTokenLosesItsSocketsAndNoOthers() {
        Person ben = Person.inBrowser(product, "ben");
        Answer token = ben.api()
                .post("/api/v1/access-tokens", Map.of("name", "laptop", "scopes", List.of("read", "write")))
                .expect(201);
        ApiClient laptop = ApiClient.program(product, token.field("token"));
        try (SocketClient revoked = SocketClient.connect(laptop);
                SocketClient browser = SocketClient.connect(ben.api())) {
            ben.api().delete("/api/v1/access-tokens/" + token.field("tokenId")).expect(204);

            assertThat(revoked.awaitClose()).isEqualTo(4401);
            browser.send(Map.of("type", "ping"));
            browser.awaitFrame(frame -> SocketClient.isType(frame, "pong"));
        }
    }
}
