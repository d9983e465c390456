package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What ends a socket from our side, at the usual limits. */
class SocketLimitsIT {
    /** What a socket may send in a minute. */
    private static final int FRAMES = 600;
    /** Not enough to be closed for, if all of them are too many. */
    private static final int FEW = 40;

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
        RawFrame ping = RawFrame.text("{\"type\":\"ping\"}");
        try (RawSocket socket =
                RawSocket.open(Person.asProgram(product, "hasty").api())) {
            assertThat(answers(socket, ping, FRAMES))
                    .as("those that are in time")
                    .allMatch(SocketLimitsIT::isPong);

            // Places come back meanwhile, more of them on a slow machine.
            List<JsonNode> rejects = List.of();
            for (int i = 0; rejects.isEmpty() && i < 20; i++) {
                rejects = answers(socket, ping, FEW).stream()
                        .filter(answer -> !isPong(answer))
                        .toList();
            }
            assertThat(rejects).isNotEmpty().allSatisfy(reject -> {
                JsonNode problem = reject.path("problem");
                ProblemRules.checkProblem(problem);
                assertThat(problem.path("code").asString()).isEqualTo("rate-limited");
                assertThat(problem.path("retryAfterSeconds").asLong()).isBetween(1L, 60L);
            });

            socket.write(many(ping, FRAMES));
            assertThat(socket.readToTheEnd().code()).isEqualTo(1008);
        }
    }

    @Test
    void whoPingsWithoutEndIsClosed() {
        try (RawSocket socket =
                RawSocket.open(Person.asProgram(product, "hasty").api())) {
            socket.write(many(RawFrame.of(RawFrame.PING, new byte[0]), 2 * FRAMES));

            assertThat(socket.readToTheEnd().code()).isEqualTo(1008);
        }
    }

    /** Sends the frame so often, at once, and reads as many answers. */
    private static List<JsonNode> answers(RawSocket socket, RawFrame frame, int times) {
        socket.write(many(frame, times));
        return Stream.generate(socket::next)
                .filter(answer -> !SocketClient.isType(answer, "presence"))
                .limit(times)
                .toList();
    }

    private static byte[] many(RawFrame frame, int times) {
        return RawFrame.join(Collections.nCopies(times, frame.masked()).toArray(byte[][]::new));
    }

    private static boolean isPong(JsonNode answer) {
        return SocketClient.isType(answer, "pong");
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
