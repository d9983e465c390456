package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.product.RawSocket.Answered;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Handshakes that are none: refused before any upgrade, with a problem, and nobody else notices. */
class MalformedHandshakesIT {
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

    /** A change to a handshake that is right otherwise. */
    private record Mistake(String name, Consumer<Map<String, String>> change) {
        static Mistake set(String header, String value) {
            return new Mistake(header + ": " + value, headers -> headers.put(header, value));
        }

        static Mistake without(String header) {
            return new Mistake("no " + header, headers -> headers.remove(header));
        }
    }

    private static List<Mistake> mistakes() {
        String version = "Sec-WebSocket-Version";
        String key = "Sec-WebSocket-Key";
        String protocol = "Sec-WebSocket-Protocol";
        return Stream.of(
                        Stream.of("0", "8", "12", "14", "-13", "thirteen", "13, 8", "99999999999", "")
                                .map(value -> Mistake.set(version, value)),
                        Stream.of("", "short", "dGhlIHNhbXBsZSBub25jZQ", "not base64, not at all=", "A".repeat(5_000))
                                .map(value -> Mistake.set(key, value)),
                        Stream.of("", "h2c", "web socket", "websocket2").map(value -> Mistake.set("Upgrade", value)),
                        Stream.of("", "close", "keep-alive", "Upgradex").map(value -> Mistake.set("Connection", value)),
                        Stream.of(
                                        "",
                                        ",",
                                        ",,,;",
                                        "connectly.v1",
                                        "connectly.v2",
                                        "connectly.ticket.",
                                        "connectly.v1, connectly.ticket.",
                                        "connectly.v1, connectly.ticket.%00",
                                        "\u0001",
                                        "x, ".repeat(2_000) + "x")
                                .map(value -> Mistake.set(protocol, value)),
                        Stream.of(version, key, protocol, "Upgrade", "Connection", "Host")
                                .map(Mistake::without))
                .flatMap(mistakes -> mistakes)
                .toList();
    }

    @Test
    void aHandshakeWithAMistakeIsRefusedWithAProblem() {
        Undisturbed.during(product, (mal, conversation) -> {
            for (Mistake mistake : mistakes()) {
                Map<String, String> headers = RawSocket.handshake(mal.api());
                mistake.change().accept(headers);
                assertRefused(mistake.name(), RawSocket.request("GET /ws HTTP/1.1", headers));
            }
            return 0;
        });
    }

    @Test
    void onlyGetOpensASocketAndNoAddressCarriesItsTicket() {
        Undisturbed.during(product, (mal, conversation) -> {
            for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW")) {
                assertRefused(method, RawSocket.request(method + " /ws HTTP/1.1", RawSocket.handshake(mal.api())));
            }
            for (String address : List.of("/ws/", "/ws/x", "/WS", "//ws", "/ws;a=b", "/%77s/..")) {
                assertRefused(
                        address, RawSocket.request("GET " + address + " HTTP/1.1", RawSocket.handshake(mal.api())));
            }
            Map<String, String> ticketInTheAddress = RawSocket.handshake(mal.api());
            ticketInTheAddress.put("Sec-WebSocket-Protocol", "connectly.v1");
            assertRefused(
                    "ticket in the address",
                    RawSocket.request("GET /ws?ticket=" + mal.api().socketTicket() + " HTTP/1.1", ticketInTheAddress));
            return 0;
        });
    }

    @Test
    void whatIsNoHttpIsRefusedOrCutOff() {
        Undisturbed.during(product, (mal, conversation) -> {
            for (String nonsense : List.of(
                    "\r\n\r\n\r\n\r\n",
                    "GET\r\n\r\n",
                    "GET /ws HTTP/9.9\r\n\r\n",
                    "GET /ws\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade\r\n\r\n",
                    "GET /ws HTTP/1.1\r\nHost: x\r\nA: \u0000\r\n\r\n",
                    "GET /ws HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(100_000) + "\r\n\r\n",
                    "GET /ws HTTP/1.1\r\nHost: x\r\n" + "A: a\r\n".repeat(5_000) + "\r\n",
                    "GET /ws HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                    "GET /ws HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                    "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
                try (RawSocket socket = RawSocket.connect(product)) {
                    socket.write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
                    socket.shutOutput();
                    assertThat(socket.statusOrEnd())
                            .as("%.40s", nonsense)
                            .isIn(RawSocket.NO_ANSWER, 400, 401, 404, 405, 413, 414, 426, 431, 505);
                }
            }
            return 0;
        });
    }

    @Test
    void whatIsSentBeforeTheWelcomeCountsLikeWhatIsSentAfterIt() {
        Undisturbed.during(product, (mal, conversation) -> {
            RawFrame send = RawFrame.text(Json.write(
                    SocketClient.message("7", conversation, UUID.randomUUID().toString(), "in a hurry")));
            try (RawSocket socket = RawSocket.connect(product)) {
                socket.write(RawFrame.join(
                        RawSocket.request("GET /ws HTTP/1.1", RawSocket.handshake(mal.api())), send.masked()));
                assertThat(socket.readHead().status()).isEqualTo(101);
                assertThat(socket.awaitFrame("ack").path("id").asString()).isEqualTo("7");
            }
            try (RawSocket socket = RawSocket.connect(product)) {
                socket.write(RawFrame.join(
                        RawSocket.request("GET /ws HTTP/1.1", RawSocket.handshake(mal.api())),
                        "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
                assertThat(socket.readHead().status()).isEqualTo(101);
                assertThat(socket.readToTheEnd().code()).isIn(1002, RawSocket.Ended.WITHOUT_A_CLOSE_FRAME);
            }
            return 1;
        });
    }

    @Test
    void halfAHandshakeOpensNothing() {
        Undisturbed.during(product, (mal, conversation) -> {
            byte[] whole = RawSocket.request("GET /ws HTTP/1.1", RawSocket.handshake(mal.api()));
            for (int length = 0; length < whole.length; length += 7) {
                try (RawSocket socket = RawSocket.connect(product)) {
                    socket.write(Arrays.copyOf(whole, length));
                    socket.shutOutput();
                    assertThat(socket.statusOrEnd()).isIn(RawSocket.NO_ANSWER, 400, 401);
                }
            }
            return 0;
        });
    }

    private static void assertRefused(String name, byte[] request) {
        try (RawSocket socket = RawSocket.connect(product)) {
            socket.write(request);
            Answered answered = socket.readHead();
            assertThat(answered.status()).as("%.60s: %s", name, answered).isBetween(400, 499);
            assertThat(answered.headers().get("content-type"))
                    .as("%.60s: %s", name, answered)
                    .startsWith("application/problem+json");
            ProblemRules.checkProblem(Json.parse(answered.body()));
        }
    }
}
