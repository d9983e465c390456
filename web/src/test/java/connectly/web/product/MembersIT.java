package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Adding, removing and muting members: what the calls answer, and who hears of it. */
class MembersIT {
    private static final String LATER = "2099-01-01T00:00:00.000Z";

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
    void whoeverIsAddedHearsOfItAndOfEverythingSinceAndReadsWhatWasBefore() {
        Person ada = Person.inBrowser(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person cem = Person.asProgram(product, "cem");
        String group = ada.startGroup("walk", ben);
        ada.send(group, "before");

        try (SocketClient bens = SocketClient.connect(ben.api());
                SocketClient cems = SocketClient.connect(cem.api())) {
            ben.api().put(Person.memberOf(group, cem)).expect(204);
            assertThat(members(cem, group)).contains(cem.userId() + " member");
            ada.send(group, "after");
            awaitBody(cems, "after");

            assertThat(told(cems)).containsExactly("member.joined " + cem.userId(), "message.sent after");
            awaitBody(bens, "after");
            assertThat(told(bens)).containsExactly("member.joined " + cem.userId(), "message.sent after");
            assertThat(cem.history(group))
                    .extracting(message -> message.path("body").asString())
                    .containsExactly("before", "after");
        }
    }

    @Test
    void whoeverIsRemovedHearsOfTheirRemovalAndOfNothingLaterLiveOrAfterwards() {
        Person ada = Person.inBrowser(product, "ada");
        Person ben = Person.inBrowser(product, "ben");
        String group = ada.startGroup("walk", ben);
        String other = ada.startGroup("talk", ben);
        String beginning;

        try (SocketClient bens = SocketClient.connect(ben.api())) {
            beginning = bens.awaitFrame(frame -> SocketClient.isType(frame, "welcome"))
                    .path("cursor")
                    .asString();
            ada.send(group, "before");
            awaitBody(bens, "before");
            ada.api().delete(Person.memberOf(group, ben)).expect(204);
            ada.send(group, "a secret");
            ada.send(other, "the end");
            awaitBody(bens, "the end");

            assertThat(told(bens))
                    .containsExactly("message.sent before", "member.left " + ben.userId(), "message.sent the end");
            assertThat(bens.sendMessage("1", group, UUID.randomUUID().toString(), "am I heard?")
                            .path("problem")
                            .path("code")
                            .asString())
                    .isEqualTo("forbidden");
        }
        try (SocketClient back = SocketClient.resume(ben.api(), beginning)) {
            awaitBody(back, "the end");

            assertThat(told(back)).containsExactly("member.left " + ben.userId(), "message.sent the end");
        }
        ben.api().get(Person.messagesOf(group)).expectProblem(403, "forbidden");
        ben.send(group, UUID.randomUUID().toString(), "am I heard?").expectProblem(403, "forbidden");
    }

    @Test
    void aCrowdOfMessagesRacingARemovalLeavesNothingInTheSocketThatComesAfterIt() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person cem = Person.asProgram(product, "cem");
        String group = ada.startGroup("walk", ben, cem);
        String other = ada.startGroup("talk", ben);

        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient bens = SocketClient.connect(ben.api());
                SocketClient cems = SocketClient.connect(cem.api())) {
            for (int i = 0; i < 200; i++) {
                adas.send(SocketClient.message(
                        String.valueOf(i), group, UUID.randomUUID().toString(), "text " + i));
                if (i == 100) {
                    // The server may not have come to any of them yet.
                    adas.awaitAnswer("0");
                    ada.api().delete(Person.memberOf(group, ben)).expect(204);
                }
            }
            adas.awaitAnswer("199");
            ada.send(other, "the end");
            awaitBody(bens, "the end");
            awaitBody(cems, "text 199");

            List<String> everything = told(cems);
            List<String> upToTheRemoval = everything.subList(0, everything.indexOf("member.left " + ben.userId()) + 1);
            assertThat(upToTheRemoval).as("the premise: some came before").hasSizeGreaterThan(1);
            assertThat(everything).as("the premise: some came after").hasSizeGreaterThan(upToTheRemoval.size());
            // What still waited for him when he was removed is dropped.
            List<String> bensTold = told(bens);
            assertThat(upToTheRemoval).containsSubsequence(bensTold.subList(0, bensTold.size() - 1));
            assertThat(bensTold.get(bensTold.size() - 2)).isEqualTo(upToTheRemoval.getLast());
        }
    }

    @Test
    void whenTheLastModeratorLeavesTheSuccessorIsToldAndTheOneWhoLeftIsNot() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String group = ada.startGroup("walk", ben);
        String other = ben.startGroup("talk", ada);

        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient bens = SocketClient.connect(ben.api())) {
            ada.api().delete(Person.memberOf(group, ada)).expect(204);
            ada.api().delete(Person.memberOf(group, ada)).expect(204);
            ben.send(other, "the end");
            awaitBody(adas, "the end");
            awaitBody(bens, "the end");

            assertThat(told(adas)).containsExactly("member.left " + ada.userId(), "message.sent the end");
            assertThat(told(bens))
                    .containsExactly(
                            "member.left " + ada.userId(), "member.role " + ben.userId(), "message.sent the end");
            assertThat(members(ben, group)).containsExactly(ben.userId() + " moderator");
        }
    }

    @Test
    void aMutedMemberReadsAndDoesNotWriteUntilTheMuteIsLifted() {
        Person ada = Person.inBrowser(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String group = ada.startGroup("walk", ben);

        try (SocketClient bens = SocketClient.connect(ben.api())) {
            ada.api()
                    .put(Person.muteIn(group, ben), Map.of("until", LATER, "reason", "too loud"))
                    .expect(204);
            ben.send(group, UUID.randomUUID().toString(), "may I?").expectProblem(403, "muted");
            assertThat(bens.sendMessage("1", group, UUID.randomUUID().toString(), "may I?")
                            .path("problem")
                            .path("code")
                            .asString())
                    .isEqualTo("muted");
            JsonNode muted = conversation(ben, group);
            ada.send(group, "listen");
            ada.api().delete(Person.muteIn(group, ben)).expect(204);
            ada.api().delete(Person.muteIn(group, ben)).expect(204);
            ben.send(group, "thank you");
            awaitBody(bens, "thank you");

            assertThat(muted.path("muted").asBoolean()).isTrue();
            assertThat(muted.path("mutedUntil").asString()).isEqualTo(LATER);
            assertThat(conversation(ben, group).path("muted").asBoolean()).isFalse();
            assertThat(told(bens))
                    .containsExactly(
                            "member.muted " + ben.userId(),
                            "message.sent listen",
                            "member.unmuted " + ben.userId(),
                            "message.sent thank you");
        }
    }

    @Test
    void aMuteNeedsNoBodyAndTellsWhatIsWrongWithOne() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String group = ada.startGroup("walk", ben);
        String mute = Person.muteIn(group, ben);

        ada.api().put(mute).expect(204);
        assertThat(conversation(ben, group).path("mutedUntil").isNull()).isTrue();

        ada.api().put(mute, Map.of("until", "tomorrow")).expectInvalid("until");
        ada.api().put(mute, Map.of("until", Instant.EPOCH.toString())).expectInvalid("until");
        ada.api().put(mute, Map.of("until", 4)).expectInvalid("until");
        ada.api().put(mute, Map.of("reason", "two\nlines")).expectInvalid("reason");
        ada.api().put(mute, List.of()).expectProblem(400, "validation-failed");
    }

    @Test
    void onlyWhoMayDoSoChangesMembersAndMutes() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person eve = Person.asProgram(product, "eve");
        String group = ada.startGroup("walk", ben);
        String direct = ada.createDirect(ben).expect(201).field("conversationId");
        String nowhere = UUID.randomUUID().toString();
        String nobody = "/api/v1/conversations/" + group + "/members/" + UUID.randomUUID();

        eve.api().put(Person.memberOf(group, eve)).expectProblem(403, "forbidden");
        eve.api().delete(Person.memberOf(group, ben)).expectProblem(403, "forbidden");
        ben.api().delete(Person.memberOf(group, ada)).expectProblem(403, "forbidden");
        ben.api().put(Person.muteIn(group, ada)).expectProblem(403, "forbidden");
        ben.api().delete(Person.muteIn(group, ben)).expectProblem(403, "forbidden");
        ada.api().put(Person.muteIn(group, eve)).expectProblem(404, "not-found");
        ada.api().put(nobody).expectProblem(404, "not-found");
        ada.api().put(Person.memberOf(nowhere, ben)).expectProblem(404, "not-found");
        ada.api().put(Person.memberOf(direct, eve)).expectProblem(409, "conflict");
        ada.api().delete(Person.memberOf(direct, ben)).expectProblem(409, "conflict");
        ada.api().put("/api/v1/conversations/" + group + "/members/eve").expectInvalid("userId");
        ApiClient.browser(product).put(Person.memberOf(group, eve)).expectProblem(401, "unauthenticated");
    }

    private static JsonNode conversation(Person viewer, String id) {
        return viewer.api().get("/api/v1/conversations/" + id).expect(200).json();
    }

    /** Each as {@code userId role}. */
    private static List<String> members(Person viewer, String conversation) {
        return conversation(viewer, conversation)
                .path("members")
                .valueStream()
                .map(member -> member.path("userId").asString() + " "
                        + member.path("role").asString())
                .toList();
    }

    private static void awaitBody(SocketClient socket, String body) {
        socket.awaitFrame(frame -> frame.path("data").path("body").asString("").equals(body));
    }

    /** The updates so far, each as its kind and the body or the member that it is about. */
    private static List<String> told(SocketClient socket) {
        return socket.frames().stream()
                .filter(frame -> SocketClient.isType(frame, "update"))
                .filter(frame -> !SocketClient.isUpdate(frame, "conversation.created"))
                .map(frame -> frame.path("kind").asString() + " "
                        + frame.path("data")
                                .path("body")
                                .asString(frame.path("data").path("userId").asString("")))
                .toList();
    }
}
