package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Editing and deleting messages over HTTP and the socket, and what everybody sees of it. */
class RevisedMessagesIT {
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
    void anEditOverHttpIsAnsweredWithTheMessageAndReachesTheOthers() {
        Person ada = Person.inBrowser(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String group = ada.startGroup("walk", ben);
        JsonNode sent = ada.send(group, "shall we walk on Friday?").json();
        ada.send(group, "or on Saturday");
        String message = sent.path("messageId").asString();

        try (SocketClient bens = SocketClient.connect(ben.api())) {
            JsonNode edited = edit(ada, group, message, "shall we walk on Sunday?");
            JsonNode again = edit(ada, group, message, "shall we walk on Sunday?");
            JsonNode update = bens.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.edited"));

            assertThat(edited).isEqualTo(ada.history(group).getFirst()).isEqualTo(again);
            assertThat(edited.path("body").asString()).isEqualTo("shall we walk on Sunday?");
            assertThat(edited.path("editedAt").asString()).isNotBlank();
            assertThat(edited.path("deletedAt").isNull()).isTrue();
            assertThat(edited.path("checksum")).isNotEqualTo(sent.path("checksum"));
            assertThat(edited.path("seq")).isEqualTo(sent.path("seq"));
            assertThat(edited.path("sentAt")).isEqualTo(sent.path("sentAt"));
            assertThat(ben.history(group).getFirst()).isEqualTo(update.path("data"));
            assertThat(conversation(ben, group).path("unread").asInt())
                    .as("an edit is no new message")
                    .isEqualTo(2);
        }
    }

    @Test
    void editAndDeleteFramesAreAcknowledgedWithTheCursorOfTheirUpdate() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String group = ada.startGroup("walk", ben);
        String message = ada.send(group, "one").field("messageId");

        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient bens = SocketClient.connect(ben.api())) {
            adas.send(frame("edit", "8", group, message, "two"));
            JsonNode edited = adas.awaitAnswer("8");
            adas.send(frame("delete", "9", group, message));
            JsonNode deleted = adas.awaitAnswer("9");
            JsonNode edit = bens.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.edited"));
            JsonNode deletion = bens.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.deleted"));

            assertThat(edited)
                    .isEqualTo(Json.parse(Json.write(Map.of(
                            "type",
                            "ack",
                            "id",
                            "8",
                            "messageId",
                            message,
                            "cursor",
                            edit.path("cursor").asString()))));
            assertThat(deleted.path("type").asString()).isEqualTo("ack");
            assertThat(deleted.path("cursor")).isEqualTo(deletion.path("cursor"));
            assertThat(deletion.path("data").path("body").isNull()).isTrue();
            assertThat(deletion.path("data").path("deletedAt").asString()).isNotBlank();
            adas.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.deleted"));
        }
    }

    @Test
    void theTextOfADeletedMessageIsGoneFromEveryAnswerAndFromUpdatesToldLater() {
        Person ada = Person.inBrowser(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String group = ada.startGroup("walk", ben);
        String beginning;
        try (SocketClient bens = SocketClient.connect(ben.api())) {
            beginning = bens.awaitFrame(frame -> SocketClient.isType(frame, "welcome"))
                    .path("cursor")
                    .asString();
        }
        String key = UUID.randomUUID().toString();
        String message = ada.send(group, key, "the first secret").expect(201).field("messageId");
        edit(ada, group, message, "the second secret");

        ada.api().delete(Person.messageIn(group, message)).expect(204);
        ada.api().delete(Person.messageIn(group, message)).expect(204);

        try (SocketClient bens = SocketClient.resume(ben.api(), beginning)) {
            bens.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.deleted"));
            assertThat(bens.frames())
                    .as("the premise: all three are told")
                    .filteredOn(frame -> frame.path("kind").asString("").startsWith("message."))
                    .extracting(frame -> frame.path("kind").asString())
                    .containsExactly("message.sent", "message.edited", "message.deleted");
            assertThat(bens.frames().toString()).doesNotContain("secret");
        }
        for (Person member : List.of(ada, ben)) {
            JsonNode tombstone = member.history(group).getFirst();
            assertThat(tombstone.path("messageId").asString()).isEqualTo(message);
            assertThat(tombstone.path("seq").asInt()).isEqualTo(1);
            assertThat(tombstone.path("body").isNull()).isTrue();
            assertThat(tombstone.path("checksum").isNull()).isTrue();
            assertThat(tombstone.path("deletedAt").asString()).isNotBlank();
            assertThat(conversation(member, group).path("lastMessage")).isEqualTo(tombstone);
            assertThat(member.api().get("/api/v1/conversations").expect(200).text())
                    .contains(message)
                    .doesNotContain("secret");
        }
        ada.send(group, key, "the first secret").expect(200);
        ada.api()
                .patch(Person.messageIn(group, message), Map.of("body", "back again"))
                .expectProblem(409, "conflict");
        List<JsonNode> before = ben.history(group);

        product.stop();
        Outcome rebuild = product.command("rebuild");
        product.resume();

        assertThat(rebuild.exitCode())
                .as("%s%s", rebuild.stdout(), rebuild.stderr())
                .isZero();
        assertThat(ben.history(group)).as("after a rebuild").isEqualTo(before);
    }

    @Test
    void onlyWhoMayDoSoRevisesAMessage() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person cem = Person.asProgram(product, "cem");
        Person eve = Person.asProgram(product, "eve");
        String group = ada.startGroup("walk", ben, cem);
        String other = ada.startGroup("talk", ben);
        String bens = ben.send(group, "mine").field("messageId");
        String address = Person.messageIn(group, bens);
        Map<String, String> edit = Map.of("body", "yours");

        ada.api().patch(address, edit).expectProblem(403, "forbidden");
        cem.api().delete(address).expectProblem(403, "forbidden");
        eve.api().patch(address, edit).expectProblem(403, "forbidden");
        eve.api().delete(address).expectProblem(403, "forbidden");
        ben.api().patch(Person.messageIn(other, bens), edit).expectProblem(404, "not-found");
        ben.api().delete(Person.messageIn(other, bens)).expectProblem(404, "not-found");
        ben.api().patch(address, Map.of("body", " ")).expectInvalid("body");
        ben.api().patch(address, Map.of()).expectInvalid("body");
        ada.api().put(Person.muteIn(group, ben)).expect(204);
        ben.api().patch(address, edit).expectProblem(403, "muted");
        try (SocketClient socket = SocketClient.connect(ben.api())) {
            socket.send(frame("edit", "8", group, bens, "yours"));
            assertThat(socket.awaitAnswer("8").path("problem").path("code").asString())
                    .isEqualTo("muted");
        }
        assertThat(ben.history(group).getFirst().path("body").asString()).isEqualTo("mine");
        ada.api().delete(address).expect(204);
        assertThat(ben.history(group).getFirst().path("deletedAt").asString()).isNotBlank();
    }

    @Test
    void whoeverIsGoneIsNotToldWhatAMessageBecameLater() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String group = ada.startGroup("walk", ben);
        String other = ada.startGroup("talk", ben);
        String beginning;
        try (SocketClient bens = SocketClient.connect(ben.api())) {
            beginning = bens.awaitFrame(frame -> SocketClient.isType(frame, "welcome"))
                    .path("cursor")
                    .asString();
        }
        String message = ada.send(group, "before").field("messageId");
        ada.api().delete(Person.memberOf(group, ben)).expect(204);
        edit(ada, group, message, "a secret among us");
        ada.send(other, "the end");

        try (SocketClient bens = SocketClient.resume(ben.api(), beginning)) {
            bens.awaitFrame(
                    frame -> frame.path("data").path("body").asString("").equals("the end"));

            assertThat(bens.frames().toString()).doesNotContain("a secret among us");
        }
    }

    private static JsonNode edit(Person editor, String conversation, String message, String body) {
        return editor.api()
                .patch(Person.messageIn(conversation, message), Map.of("body", body))
                .expect(200)
                .json();
    }

    private static JsonNode conversation(Person viewer, String id) {
        return viewer.api().get("/api/v1/conversations/" + id).expect(200).json();
    }

    private static Map<String, String> frame(
            String type, String id, String conversationId, String messageId, String body) {
        Map<String, String> frame = new HashMap<>(frame(type, id, conversationId, messageId));
        frame.put("body", body);
        return frame;
    }

    private static Map<String, String> frame(String type, String id, String conversationId, String messageId) {
        return Map.of("type", type, "id", id, "conversationId", conversationId, "messageId", messageId);
    }
}
