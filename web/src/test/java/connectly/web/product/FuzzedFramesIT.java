package connectly.web.product;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.product.RawSocket.Ended;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Frames that are wrong: each has an answer that the contract names, and nobody else notices. */
class FuzzedFramesIT {
    /** Fewer than a socket is closed for. */
    private static final int BAD_FRAMES_A_SOCKET = 40;

    private static final int ATTEMPTS = 10;
    /** Frames that answer nothing. */
    private static final Set<String> IN_PASSING = Set.of("presence", "typing");
    /** As parts of one message they are more than the server and both kernels could hold. */
    private static final int MANY = 64_000;

    @SuppressWarnings("NullAway.Init") // set before the first test, which NullAway cannot see for a static field
    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.startWithMetrics();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void textThatIsNoFrameIsRejectedAndTheSocketGoesOn() {
        Undisturbed.during(product, (mal, conversation) -> {
            List<String> texts = BadFrames.texts(conversation);
            for (int from = 0; from < texts.size(); from += BAD_FRAMES_A_SOCKET) {
                try (RawSocket socket = RawSocket.open(mal.api())) {
                    texts.subList(from, Math.min(texts.size(), from + BAD_FRAMES_A_SOCKET))
                            .forEach(text -> assertRejected(socket, text));
                    assertGoesOn(socket);
                }
            }
            return 0;
        });
    }

    @Test
    void whatBreaksTheProtocolClosesItsSocketWithTheCodeOfTheRfc() {
        Undisturbed.during(product, (mal, conversation) -> {
            BadFrames.offences().forEach(offence -> assertCloses(offence, mal, conversation));
            return 0;
        });
    }

    @Test
    void aMessageWithoutEndIsCutOffAfterSixteenKibibytes() {
        Undisturbed.during(product, (mal, conversation) -> {
            byte[] part = RawFrame.of(RawFrame.CONTINUATION, "x".repeat(1_000).getBytes(StandardCharsets.UTF_8))
                    .unfinished()
                    .masked();
            try (RawSocket socket = RawSocket.open(mal.api())) {
                socket.write(RawFrame.text("{").unfinished().masked());
                int parts = 0;
                while (parts < MANY && socket.write(part)) {
                    parts++;
                }
                assertThat(parts).as("the server hangs up").isLessThan(MANY);
                assertThat(socket.readToTheEnd().code()).isIn(1009, Ended.WITHOUT_A_CLOSE_FRAME);
            }
            return 0;
        });
    }

    @Test
    void aMessageInPartsWithControlFramesBetweenThemIsUnderstood() {
        Undisturbed.during(product, (mal, conversation) -> {
            byte[] text = send(conversation).payload();
            try (RawSocket socket = RawSocket.open(mal.api())) {
                for (int i = 0; i < text.length; i++) {
                    RawFrame part = RawFrame.of(i == 0 ? RawFrame.TEXT : RawFrame.CONTINUATION, new byte[] {text[i]});
                    socket.write((i < text.length - 1 ? part.unfinished() : part).masked());
                    socket.write(
                            RawFrame.of(RawFrame.PING, new byte[] {(byte) i}).masked());
                    socket.write(RawFrame.of(RawFrame.PONG, new byte[125]).masked());
                    assertThat(awaitPong(socket).payload()).containsExactly(i);
                }
                assertThat(socket.awaitFrame("ack").path("seq").asLong()).isEqualTo(1);
            }
            return 1;
        });
    }

    @Test
    void whatFollowsAGoodbyeIsNotRead() {
        Undisturbed.during(product, (mal, conversation) -> {
            for (int code : List.of(1000, 1001, 3000, 4999)) {
                try (RawSocket socket = RawSocket.open(mal.api())) {
                    socket.write(RawFrame.join(
                            RawFrame.close(code).masked(), send(conversation).masked()));
                    assertThat(socket.readToTheEnd().code()).isIn(code, Ended.WITHOUT_A_CLOSE_FRAME);
                }
            }
            return 0;
        });
    }

    @Test
    void compressionThatIsOfferedIsNotTaken() {
        Undisturbed.during(product, (mal, conversation) -> {
            for (String offer : List.of(
                    "permessage-deflate",
                    "permessage-deflate; client_max_window_bits=15, permessage-deflate; server_max_window_bits=8",
                    "x-webkit-deflate-frame, bbf-usp-protocol",
                    ";;;,,, =")) {
                Map<String, String> headers = RawSocket.handshake(mal.api());
                headers.put("Sec-WebSocket-Extensions", offer);
                try (RawSocket socket = RawSocket.open(mal.api(), headers)) {
                    assertGoesOn(socket);
                }
            }
            return 0;
        });
    }

    @Test
    void aSocketThatEndsInTheMiddleOfAnythingIsGivenFree() {
        Undisturbed.during(product, (mal, conversation) -> {
            byte[] frame = send(conversation).masked();
            for (int length = 0; length < frame.length; length += 5) {
                try (RawSocket half = RawSocket.open(mal.api())) {
                    half.write(Arrays.copyOf(frame, length));
                    if (length % 10 == 0) {
                        half.cut();
                    } else {
                        half.shutOutput();
                        half.readToTheEnd();
                    }
                }
            }
            return 0;
        });
    }

    @Test
    void whoGoesOnWithNonsenseIsClosed() {
        Undisturbed.during(product, (mal, conversation) -> {
            try (RawSocket socket = RawSocket.open(mal.api())) {
                byte[] nonsense = RawFrame.text("nonsense").masked();
                for (int i = 0; i < 1_000; i++) {
                    socket.write(nonsense);
                }
                Ended ended = socket.readToTheEnd();
                assertThat(ended.code()).isEqualTo(1008);
                assertThat(ended.frames()).allSatisfy(FuzzedFramesIT::assertIsRejection);
            }
            return 0;
        });
    }

    @Test
    void aFrameThatIsNearlyRightIsAnsweredOrClosesItsSocket() {
        long budget = TimeUnit.SECONDS.toNanos(FaultRun.either(4, 60));
        Undisturbed.during(product, new MutatedFrames(FaultRun.chance(FuzzedFramesIT.class), budget));
    }

    /** Where Jetty refuses a frame by itself it hangs up at once, and its close frame may be lost: then it is tried again. */
    private static void assertCloses(BadFrames.Offence offence, Person mal, String conversation) {
        int code = Ended.WITHOUT_A_CLOSE_FRAME;
        for (int attempt = 0; attempt < ATTEMPTS && code == Ended.WITHOUT_A_CLOSE_FRAME; attempt++) {
            try (RawSocket socket = RawSocket.open(mal.api())) {
                socket.write(offence.bytes());
                code = socket.readToTheEnd().code();
                // Nobody listens any more.
                socket.write(send(conversation).masked());
            }
        }
        assertThat(code).as(offence.name()).isIn(offence.codes());
    }

    private static RawFrame send(String conversation) {
        return RawFrame.text(Json.write(
                SocketClient.message("7", conversation, UUID.randomUUID().toString(), "a message")));
    }

    private static RawFrame awaitPong(RawSocket socket) {
        while (true) {
            RawFrame frame = requireNonNull(socket.read(), "the socket has ended");
            if (frame.opcode() == RawFrame.PONG) {
                return frame;
            }
        }
    }

    private static void assertRejected(RawSocket socket, String text) {
        socket.write(RawFrame.text(text).masked());
        JsonNode answer = socket.next();
        while (IN_PASSING.contains(answer.path("type").asString())) {
            answer = socket.next();
        }
        assertIsRejection(answer);
    }

    private static void assertIsRejection(JsonNode frame) {
        assertThat(frame.path("type").asString()).as("%s", frame).isEqualTo("reject");
        ProblemRules.checkProblem(frame.path("problem"));
        assertThat(frame.path("problem").path("status").asInt()).isBetween(400, 499);
    }

    private static void assertGoesOn(RawSocket socket) {
        socket.write(RawFrame.text("{\"type\":\"ping\"}").masked());
        socket.awaitFrame("pong");
    }
}
