package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.product.Follower.Means;
import connectly.web.product.Follower.Parting;
import connectly.web.product.RawSocket.Ended;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sockets that never read: they are given up, nobody else is held up, and they come back without loss. */
class SlowReadersIT {
    private static final int TOO_SLOW = 4408;
    /** 16 KB each, so that a few hundred fill what lies between the server and a client that does not read. */
    private static final String FILLING = " " + "\uD83D\uDC4B".repeat(3_980);

    private static final int MESSAGES = 1_500;

    private static Person[] people(RunningProduct product, int count) {
        return Stream.generate(() -> Person.asProgram(product, "reader"))
                .limit(count)
                .toArray(Person[]::new);
    }

    /** The heap of the product has 512 MB, in which each of these would need 24 for all that it does not read. */
    @Test
    void whoDoesNotReadIsGivenUpAndComesBackForExactlyWhatIsMissing() {
        try (RunningProduct product = RunningProduct.startWithMetrics()) {
            Person ada = Person.asProgram(product, "ada");
            Person[] slow = people(product, FaultRun.either(10, 100));
            Person quick = Person.asProgram(product, "quick");
            String conversation = ada.startGroup(
                    "flood", Stream.concat(Stream.of(slow), Stream.of(quick)).toArray(Person[]::new));
            try (Follower follower = Follower.from(quick)) {
                follower.come(Means.SOCKET);
                List<RawSocket> stuck =
                        Stream.of(slow).map(SlowReadersIT::following).toList();
                List<JsonNode> history = flood(ada, conversation);
                follower.await(last(history));
                follower.go(Parting.ORDERLY);
                follower.assertHasExactly(history);

                for (int i = 0; i < slow.length; i++) {
                    assertComesBackForTheRest(slow[i], stuck.get(i), history);
                }
            }
            assertThat(product.log()).doesNotContain("OutOfMemoryError");
        }
    }

    /** Takes as long as the server is ready to wait for a write that is stuck. */
    @Test
    @Tag("faults")
    void whoNeverReadsAgainLosesTheirPlace() {
        try (RunningProduct product = RunningProduct.startWithMetrics()) {
            Metrics metrics = new Metrics(product);
            Person ada = Person.asProgram(product, "ada");
            Person[] slow = people(product, 200);
            String conversation = ada.startGroup("flood", slow);
            List<RawSocket> stuck =
                    Stream.of(slow).map(SlowReadersIT::following).toList();
            assertThat(metrics.connections()).isEqualTo(slow.length);

            flood(ada, conversation);

            Await.until(() -> metrics.connections() == 0, () -> metrics.connections() + " are still there");
            stuck.forEach(RawSocket::close);
            assertThat(product.log()).doesNotContain("OutOfMemoryError");
        }
    }

    /** A socket whose feed has begun: one that is still catching up is waited for, and not given up. */
    private static RawSocket following(Person who) {
        RawSocket socket = RawSocket.open(who.api());
        socket.write(RawFrame.text("{\"type\":\"ping\"}").masked());
        socket.awaitFrame("pong");
        return socket;
    }

    private static List<JsonNode> flood(Person ada, String conversation) {
        IntStream.range(0, MESSAGES).forEach(i -> ada.send(conversation, i + FILLING));
        return ada.history(conversation);
    }

    private static String last(List<JsonNode> history) {
        return history.getLast().path("body").asString();
    }

    private static void assertComesBackForTheRest(Person who, RawSocket stuck, List<JsonNode> history) {
        Ended ended = stuck.readToTheEnd();
        stuck.close();
        List<JsonNode> some = updates(ended.frames());
        assertThat(ended.code()).isIn(TOO_SLOW, Ended.WITHOUT_A_CLOSE_FRAME);
        assertThat(some)
                .as("the premise: it was given up before the end")
                .isNotEmpty()
                .hasSizeLessThan(history.size());
        String cursor = Objects.requireNonNull(some.getLast()).path("cursor").asString();
        try (SocketClient back = SocketClient.resume(who.api(), cursor)) {
            back.awaitFrame(
                    frame -> frame.path("data").path("body").asString("").equals(last(history)));

            assertThat(Stream.of(some, updates(back.frames())).flatMap(List::stream))
                    .extracting(update -> update.path("data").path("body").asString())
                    .isEqualTo(history.stream()
                            .map(message -> message.path("body").asString())
                            .toList());
        }
    }

    private static List<JsonNode> updates(List<JsonNode> frames) {
        return frames.stream()
                .filter(frame -> SocketClient.isType(frame, "update"))
                .toList();
    }
}
