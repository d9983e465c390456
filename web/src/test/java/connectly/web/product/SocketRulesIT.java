package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Which handshakes and which frames the socket accepts. */
class SocketRulesIT {
    private static final int LARGEST_FRAME = 16 * 1024;

    @SuppressWarnings("NullAway.Init") // set before the first test, which NullAway cannot see for a static field
    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void aTicketOpensOneSocketOnly() {
        Person ada = Person.inBrowser(product, "ada");
        String ticket = ada.api().socketTicket();

        SocketClient.with(ada.api(), ticket).close();

        assertThat(SocketClient.refusal(ada.api(), ticket, product.origin())).isEqualTo(401);
    }

    @Test
    void aTicketThatWasNeverIssuedOrNoneAtAllOpensNothing() {
        Person ada = Person.inBrowser(product, "ada");

        assertThat(SocketClient.refusal(ada.api(), "made-up-ticket", product.origin()))
                .isEqualTo(401);
        assertThat(SocketClient.refusalWithoutTicket(ada.api())).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1.evil.example"})
    void aPageOfAnotherOriginOpensNothing(String origin) {
        Person ada = Person.inBrowser(product, "ada");

        assertThat(SocketClient.refusal(ada.api(), ada.api().socketTicket(), origin))
                .isEqualTo(403);
    }

    @Test
    void aBrowsersTicketIsWorthlessWithoutAnOrigin() {
        Person ada = Person.inBrowser(product, "ada");

        assertThat(SocketClient.refusal(ada.api(), ada.api().socketTicket(), null))
                .isEqualTo(403);
    }

    @Test
    void aProgramNeedsNoOrigin() {
        Person bot = Person.asProgram(product, "bot");

        try (SocketClient socket = SocketClient.connect(bot.api())) {
            assertThat(socket.subprotocol()).isEqualTo("connectly.v1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "hello",
                "null",
                "[]",
                "5",
                "{}",
                "{\"type\":null}",
                "{\"type\":5}",
                "{\"type\":\"unheard-of\"}",
                "{\"type\":\"resume\"}",
                "{\"type\":\"resume\",\"cursor\":\"nonsense\"}",
                "{\"type\":\"send\"}"
            })
    void aFrameThatMakesNoSenseIsRejectedAndTheSocketGoesOn(String frame) {
        Person bot = Person.asProgram(product, "bot");
        try (SocketClient socket = SocketClient.connect(bot.api())) {
            JsonNode problem = socket.rejection(frame).path("problem");
            socket.send(Map.of("type", "ping"));
            socket.awaitFrame(answer -> SocketClient.isType(answer, "pong"));

            assertThat(problem.path("status").asInt()).isEqualTo(400);
            assertThat(problem.path("code").asString()).isEqualTo("validation-failed");
        }
    }

    @Test
    void aRejectionNamesTheFrameItAnswers() {
        Person bot = Person.asProgram(product, "bot");
        try (SocketClient socket = SocketClient.connect(bot.api())) {
            JsonNode reject = socket.rejection("{\"type\":\"send\",\"id\":\"mine-17\",\"body\":5}");

            assertThat(reject.path("id").asString()).isEqualTo("mine-17");
            assertThat(reject.path("problem").path("errors").isEmpty()).isFalse();
        }
    }

    @Test
    void sendingIsRefusedByTheSameRulesAsOverHttp() {
        Person ada = Person.asProgram(product, "ada");
        Person eve = Person.asProgram(product, "eve");
        String conversation = ada.startGroup("rules", Person.asProgram(product, "ben"));

        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient eves = SocketClient.connect(eve.api())) {
            assertRefused(adas, UUID.randomUUID().toString(), "anybody there?", 404, "not-found");
            assertRefused(eves, conversation, "let me in", 403, "forbidden");
            assertRefused(adas, conversation, "", 400, "validation-failed");
            assertRefused(adas, conversation, " \n", 400, "validation-failed");
            assertRefused(adas, "not-a-uuid", "hello there", 400, "validation-failed");
            JsonNode tooLarge = refusal(adas, conversation, "x".repeat(4_001));
            assertThat(tooLarge.path("code").asString()).isEqualTo("message-too-large");
        }
        assertThat(ada.history(conversation)).isEmpty();
    }

    @Test
    void aFrameOfMoreThanSixteenKibibytesClosesTheSocket() {
        Person bot = Person.asProgram(product, "bot");
        try (SocketClient socket = SocketClient.connect(bot.api())) {
            JsonNode largest = socket.rejection("x".repeat(LARGEST_FRAME));
            assertThat(largest.path("problem").path("status").asInt()).isEqualTo(400);

            socket.sendAsItIs("x".repeat(LARGEST_FRAME + 1));

            assertThat(socket.awaitClose()).isEqualTo(1009);
        }
    }

    @Test
    void aFrameMayComeInParts() {
        Person bot = Person.asProgram(product, "bot");
        try (SocketClient socket = SocketClient.connect(bot.api())) {
            socket.sendInParts("{\"type\":", "\"ping\"}");

            socket.awaitFrame(answer -> SocketClient.isType(answer, "pong"));
        }
    }

    @Test
    void aBinaryFrameClosesTheSocket() {
        Person bot = Person.asProgram(product, "bot");
        try (SocketClient socket = SocketClient.connect(bot.api())) {
            socket.sendBinary((byte) 1);

            assertThat(socket.awaitClose()).isEqualTo(1003);
        }
    }

    private static void assertRefused(SocketClient socket, String conversation, String body, int status, String code) {
        JsonNode problem = refusal(socket, conversation, body);
        assertThat(problem.path("status").asInt()).as("%s", problem).isEqualTo(status);
        assertThat(problem.path("code").asString()).isEqualTo(code);
    }

    private static JsonNode refusal(SocketClient socket, String conversation, String body) {
        String id = UUID.randomUUID().toString();
        JsonNode reject = socket.rejection(Json.write(SocketClient.message(id, conversation, id, body)));
        assertThat(reject.path("type").asString()).isEqualTo("reject");
        ProblemRules.checkProblem(reject.path("problem"));
        return reject.path("problem");
    }
}
