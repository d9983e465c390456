package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Thousands of real texts, sent over HTTP and the socket, come back as they were for as long as the log lives. */
class RealTextIT {
    private static final int FEWEST_EMOJI = 5_000;
    private static final int LINES = 3_000;
    private static final int AT_ONCE = 32;

    @SuppressWarnings("NullAway.Init") // set before the first test, which NullAway cannot see for a static field
    private static RunningProduct product;

    private static final Map<String, Room> ROOMS = new HashMap<>();

    /** What a receiver reads at one time, by history and by a socket that resumes from before the first message. */
    private record Reading(String when, List<JsonNode> history, List<JsonNode> updates) {}

    @BeforeAll
    static void sendEverythingAndReadItThreeTimes() throws Exception {
        product = RunningProduct.start();
        sendOverBoth(room("emoji"), RealTexts.emojiSequences());
        sendOverBoth(room("awkward"), RealTexts.awkward());
        sendOverHttp(room("longest"), RealTexts.longest());
        if (Files.isDirectory(RealTexts.FORTUNES)) {
            sendOverBoth(room("lines"), RealTexts.lines(LINES));
        }
        ROOMS.values().forEach(room -> room.read("as sent"));

        product.restart();
        ROOMS.values().forEach(room -> room.read("after a restart"));

        product.stop();
        Outcome rebuild = product.command("rebuild");
        assertThat(rebuild.exitCode())
                .as("%s%s", rebuild.stdout(), rebuild.stderr())
                .isZero();
        product.resume();
        ROOMS.values().forEach(room -> room.read("after a rebuild"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void everyEmojiSequenceComesBackByteForByte() {
        assertThat(room("emoji").bodies).hasSizeGreaterThan(FEWEST_EMOJI);

        room("emoji").assertThatAllCameBack();
    }

    @Test
    void thousandsOfRealLinesComeBackByteForByte() {
        Assumptions.assumeTrue(
                Files.isDirectory(RealTexts.FORTUNES),
                "Debian's package fortunes is not installed here; ./connectly test installs it or says so");
        assertThat(room("lines").bodies).hasSize(LINES);

        room("lines").assertThatAllCameBack();
    }

    @Test
    void rightToLeftCombiningAndUntidyTextComesBackByteForByte() {
        room("awkward").assertThatAllCameBack();
    }

    @Test
    void bodiesOfFourThousandCodePointsComeBackByteForByte() {
        assertThat(room("longest").bodies.values())
                .allMatch(body -> body.codePointCount(0, body.length()) == 4_000)
                .anyMatch(body -> bytes(body).length == 16_000);

        room("longest").assertThatAllCameBack();
    }

    private static Room room(String name) {
        return ROOMS.computeIfAbsent(name, absent -> new Room());
    }

    /** Two people, what one of them sent, by the ids that the product gave it, and what the other one read when. */
    private static final class Room {
        private final Person sender = Person.asProgram(product, "ada");
        private final Person receiver = Person.asProgram(product, "ben");
        private final String conversation =
                sender.createDirect(receiver).expect(201).field("conversationId");
        private final String cursor = cursorNow(receiver);
        private final Map<String, String> bodies = new ConcurrentHashMap<>();
        private final List<Reading> readings = new ArrayList<>();

        private static String cursorNow(Person person) {
            try (SocketClient socket = SocketClient.connect(person.api())) {
                return socket.awaitFrame(frame -> SocketClient.isType(frame, "welcome"))
                        .path("cursor")
                        .asString();
            }
        }

        private void sent(JsonNode answer, String body) {
            assertThat(answer.path("checksum").asString()).isEqualTo(sha256(body));
            bodies.put(answer.path("messageId").asString(), body);
        }

        private void read(String when) {
            try (SocketClient resumed = SocketClient.resume(receiver.api(), cursor)) {
                readings.add(
                        new Reading(when, receiver.history(conversation), RealTextIT.updates(resumed, bodies.size())));
            }
        }

        private void assertThatAllCameBack() {
            assertThat(readings).hasSize(3).allSatisfy(reading -> {
                assertIntact(reading.history());
                assertThat(reading.updates()).isEqualTo(reading.history());
                assertThat(reading.history()).isEqualTo(readings.getFirst().history());
            });
        }

        private void assertIntact(List<JsonNode> messages) {
            assertThat(messages).hasSameSizeAs(bodies.keySet());
            for (int i = 0; i < messages.size(); i++) {
                JsonNode message = messages.get(i);
                String body = Objects.requireNonNull(
                        bodies.get(message.path("messageId").asString()), "a message that nobody sent");
                assertThat(bytes(message.path("body").asString())).isEqualTo(bytes(body));
                assertThat(message.path("checksum").asString()).isEqualTo(sha256(body));
                assertThat(message.path("seq").asInt()).isEqualTo(i + 1);
            }
        }
    }

    private static void sendOverBoth(Room room, List<String> texts) throws Exception {
        try (SocketClient live = SocketClient.connect(room.receiver.api())) {
            sendOverHttp(room, RealTexts.everySecond(texts, 0));
            sendOverSocket(room, RealTexts.everySecond(texts, 1));
            room.assertIntact(updates(live, texts.size()));
        }
    }

    private static List<JsonNode> updates(SocketClient socket, int count) {
        return socket.awaitFrames(count, frame -> SocketClient.isUpdate(frame, "message.sent")).stream()
                .map(frame -> frame.path("data"))
                .toList();
    }

    private static void sendOverHttp(Room room, List<String> texts) throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        List<Future<?>> sends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String text : texts) {
                places.acquire();
                sends.add(threads.submit(() -> {
                    try {
                        room.sent(room.sender.send(room.conversation, text).json(), text);
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        for (Future<?> send : sends) {
            send.get();
        }
    }

    private static void sendOverSocket(Room room, List<String> texts) {
        Map<String, String> textsById = new ConcurrentHashMap<>();
        try (SocketClient socket = SocketClient.connect(room.sender.api())) {
            for (int i = 0; i < texts.size(); i++) {
                String id = "m" + i;
                textsById.put(id, texts.get(i));
                socket.send(SocketClient.message(
                        id, room.conversation, UUID.randomUUID().toString(), texts.get(i)));
                socket.awaitFrames(i + 1 - AT_ONCE, RealTextIT::isAnswer);
            }
            List<JsonNode> answers = socket.awaitFrames(texts.size(), RealTextIT::isAnswer);
            assertThat(answers).allMatch(answer -> SocketClient.isType(answer, "ack"));
            answers.forEach(ack -> room.sent(
                    ack, textsById.getOrDefault(ack.path("id").asString(), "an answer to nothing that was sent")));
        }
    }

    private static boolean isAnswer(JsonNode frame) {
        return SocketClient.isType(frame, "ack") || SocketClient.isType(frame, "reject");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
