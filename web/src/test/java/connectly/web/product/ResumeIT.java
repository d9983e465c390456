package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Coming back to a conversation, and never hearing of somebody else's. */
class ResumeIT {
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
    void whoComesBackWithACursorGetsExactlyWhatWasSentMeanwhileInOrderAndOnce() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.inBrowser(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        String cursor = cursorAfterReceiving(ben, ada, conversation, "you have this one");
        List<String> missed = List.of("one", "two", "three", "four", "five");
        missed.forEach(body -> ada.send(conversation, body));

        try (SocketClient bens = SocketClient.resume(ben.api(), cursor)) {
            ada.send(conversation, "the end");
            bens.awaitFrame(frame -> body(frame).equals("the end"));

            assertThat(sent(bens))
                    .extracting(ResumeIT::body)
                    .containsExactly("one", "two", "three", "four", "five", "the end");
            assertThat(updates(bens))
                    .extracting(update -> update.path("cursor").asString())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatAClientSaysBeforeItsAnswerToTheLastCallStillCounts() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        String cursor = cursorAfterReceiving(ben, ada, conversation, "you have this one");
        ada.send(conversation, "missed");

        try (RawSocket bens = RawSocket.open(ben.api())) {
            byte[] pong = RawFrame.of(RawFrame.PONG, new byte[0]).masked();
            bens.write(pong);
            bens.awaitPing(2);
            ada.send(conversation, "after the time was over");
            bens.write(RawFrame.text("{\"type\":\"resume\",\"cursor\":\"%s\"}".formatted(cursor))
                    .masked());
            bens.write(pong);

            assertThat(body(bens.awaitFrame("update"))).isEqualTo("missed");
            assertThat(body(bens.awaitFrame("update"))).isEqualTo("after the time was over");
        }
    }

    @Test
    void aCursorIsGoodAfterARestartToo() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        String cursor = cursorAfterReceiving(ben, ada, conversation, "before the restart");
        ada.send(conversation, "just before it");
        product.restart();
        ada.send(conversation, "just after it");

        try (SocketClient bens = SocketClient.resume(ben.api(), cursor)) {
            bens.awaitFrame(frame -> body(frame).equals("just after it"));

            assertThat(sent(bens)).extracting(ResumeIT::body).containsExactly("just before it", "just after it");
        }
    }

    @Test
    void aCursorOfAnotherLogAsksForAFreshStart() {
        Person ada = Person.asProgram(product, "ada");
        String foreign;
        try (RunningProduct other = RunningProduct.start();
                SocketClient there =
                        SocketClient.connect(Person.asProgram(other, "ada").api())) {
            foreign = there.awaitFrame(frame -> SocketClient.isType(frame, "welcome"))
                    .path("cursor")
                    .asString();
        }

        try (SocketClient adas = SocketClient.connect(ada.api())) {
            adas.send(Map.of("type", "resume", "cursor", foreign));
            JsonNode resync = adas.awaitFrame(frame -> SocketClient.isType(frame, "resync"));

            assertThat(resync.path("reason").asString()).isEqualTo("epoch-changed");
        }
    }

    /** As after somebody put an older copy of the log in place. */
    @Test
    void aCursorBeyondTheEndOfTheLogAsksForAFreshStart() {
        Person ada = Person.asProgram(product, "ada");
        String epoch =
                ada.api().get("/api/v1/updates").expect(200).field("cursor").replaceAll("\\.\\d+$", "");
        String beyond = epoch + ".1000000";

        assertThat(ada.api()
                        .get("/api/v1/updates?after=" + beyond)
                        .expectProblem(409, "conflict")
                        .toString())
                .contains("epoch-changed");
        try (SocketClient adas = SocketClient.connect(ada.api())) {
            adas.send(Map.of("type", "resume", "cursor", beyond));
            JsonNode resync = adas.awaitFrame(frame -> SocketClient.isType(frame, "resync"));

            assertThat(resync.path("reason").asString()).isEqualTo("epoch-changed");
        }
    }

    @Test
    void aStrangerHearsNothingOfOthersConversations() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person eve = Person.asProgram(product, "eve");

        try (SocketClient eves = SocketClient.connect(eve.api());
                SocketClient bens = SocketClient.connect(ben.api())) {
            String foreign = ada.createDirect(ben).expect(201).field("conversationId");
            ada.send(foreign, "between the two of us");
            bens.awaitFrame(frame -> body(frame).equals("between the two of us"));
            String shared = ada.startGroup("all three", ben, eve);
            ada.send(shared, "for everybody");
            eves.awaitFrame(frame -> body(frame).equals("for everybody"));

            assertThat(eves.frames())
                    .as("what the stranger was sent, up to something later than the secret")
                    .noneMatch(frame -> frame.toString().contains(foreign))
                    .noneMatch(frame -> frame.toString().contains("between the two of us"));
            assertThat(eve.api().get("/api/v1/conversations").expect(200).text())
                    .contains(shared)
                    .doesNotContain(foreign);
        }
    }

    @Test
    void aNewPersonHasNoConversations() {
        Person eve = Person.asProgram(product, "eve");

        JsonNode mine = eve.api().get("/api/v1/conversations").expect(200).json();

        assertThat(mine.path("items").isArray()).isTrue();
        assertThat(mine.path("items").isEmpty()).isTrue();
        assertThat(mine.path("next").isNull()).isTrue();
    }

    /** Lets {@code receiver} get one message and go away; returns the cursor they were left with. */
    private static String cursorAfterReceiving(Person receiver, Person sender, String conversation, String text) {
        try (SocketClient socket = SocketClient.connect(receiver.api())) {
            sender.send(conversation, text);
            return socket.awaitFrame(frame -> body(frame).equals(text))
                    .path("cursor")
                    .asString();
        }
    }

    private static List<JsonNode> updates(SocketClient socket) {
        return socket.frames().stream()
                .filter(frame -> SocketClient.isType(frame, "update"))
                .toList();
    }

    private static List<JsonNode> sent(SocketClient socket) {
        return socket.frames().stream()
                .filter(frame -> SocketClient.isUpdate(frame, "message.sent"))
                .toList();
    }

    private static String body(JsonNode frame) {
        return frame.path("data").path("body").asString("");
    }
}
