package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reacting to messages over HTTP and the socket, and what everybody sees of it. */
class ReactionsIT {
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
    void reactionsReachEverybodyAndStandInTheHistory() {
        Person ada = Person.inBrowser(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String group = ada.startGroup("walk", ben);
        String message = ada.send(group, "shall we walk?").field("messageId");

        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient bens = SocketClient.connect(ben.api())) {
            bens.send(react("8", group, message, "👍", true));
            JsonNode ack = bens.awaitAnswer("8");
            JsonNode update = adas.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.reacted"));
            ada.api().put(reactionTo(group, message, "👍")).expect(204);
            ada.api().put(reactionTo(group, message, "#️⃣")).expect(204);

            assertThat(ack)
                    .isEqualTo(Json.parse(Json.write(Map.of(
                            "type",
                            "ack",
                            "id",
                            "8",
                            "messageId",
                            message,
                            "cursor",
                            update.path("cursor").asString()))));
            assertThat(reactions(update.path("data"))).containsExactly("👍 " + List.of(ben.userId()));
            assertThat(reactions(ben.history(group).getFirst()))
                    .containsExactly("👍 " + List.of(ben.userId(), ada.userId()), "#️⃣ " + List.of(ada.userId()));

            bens.send(react("9", group, message, "👍", false));
            bens.awaitAnswer("9");
            ada.api().delete(reactionTo(group, message, "#️⃣")).expect(204);
            ada.api().delete(reactionTo(group, message, "#️⃣")).expect(204);

            adas.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.reacted")
                    && reactions(frame.path("data")).equals(List.of("👍 " + List.of(ada.userId()))));
            assertThat(reactions(ben.history(group).getFirst())).containsExactly("👍 " + List.of(ada.userId()));
        }
    }

    @Test
    void onlyMembersReactWithOneEmojiToWhatIsThere() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person eve = Person.asProgram(product, "eve");
        String group = ada.startGroup("walk", ben);
        String message = ada.send(group, "hello").field("messageId");

        ben.api().put(reactionTo(group, message, "ok")).expectInvalid("emoji");
        ben.api().put(reactionTo(group, message, "👍👍")).expectInvalid("emoji");
        eve.api().put(reactionTo(group, message, "👍")).expectProblem(403, "forbidden");
        ben.api()
                .put(reactionTo(group, "019abcde-0000-7000-8000-000000000000", "👍"))
                .expectProblem(404, "not-found");
        ada.api().put(Person.muteIn(group, ben)).expect(204);
        ben.api().put(reactionTo(group, message, "👍")).expectProblem(403, "muted");
        ada.api().delete(Person.messageIn(group, message)).expect(204);
        ada.api().put(reactionTo(group, message, "👍")).expectProblem(409, "conflict");
        assertThat(ada.history(group).getFirst().path("reactions")).isEmpty();
    }

    private static Map<String, Object> react(
            String id, String conversationId, String messageId, String emoji, boolean on) {
        return Map.of(
                "type",
                "react",
                "id",
                id,
                "conversationId",
                conversationId,
                "messageId",
                messageId,
                "emoji",
                emoji,
                "on",
                on);
    }

    private static String reactionTo(String conversation, String message, String emoji) {
        return Person.messageIn(conversation, message) + "/reactions/"
                + URLEncoder.encode(emoji, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Each emoji with the people who reacted with it. */
    private static List<String> reactions(JsonNode message) {
        return message.path("reactions")
                .valueStream()
                .map(reaction -> reaction.path("emoji").asString() + " "
                        + reaction.path("userIds")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList())
                .toList();
    }
}
