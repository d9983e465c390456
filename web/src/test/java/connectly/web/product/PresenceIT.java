package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is told who is there and who types, over real sockets and at the usual limits. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class PresenceIT {
    private RunningProduct product;
    private Person ada;
    private Person ben;
    private Person cem;
    private String talk;

    @BeforeEach
    void start() {
        product = RunningProduct.stopped(Map.of("CONNECTLY_LIMITS", "standard"));
        product.resume();
        ada = Person.asProgram(product, "ada");
        ben = Person.asProgram(product, "ben");
        cem = Person.asProgram(product, "cem");
        talk = ada.startGroup("talk", ben, cem);
    }

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void twoDevicesAreOnePersonWhoIsAwayAndOfflineOnlyWhenBothAre() {
        try (SocketClient adas = SocketClient.connect(ada.api())) {
            SocketClient phone = SocketClient.connect(ben.api());
            SocketClient laptop = SocketClient.connect(ben.api());
            awaitStates(adas, ben, "online");

            phone.send(Map.of("type", "activity", "state", "away"));
            laptop.send(Map.of("type", "activity", "state", "away"));
            awaitStates(adas, ben, "online", "away");
            laptop.send(Map.of("type", "activity", "state", "active"));
            awaitStates(adas, ben, "online", "away", "online");

            laptop.close();
            awaitStates(adas, ben, "online", "away", "online", "away");
            phone.close();
            awaitStates(adas, ben, "online", "away", "online", "away", "offline");
        }
    }

    @Test
    void whoComesBackAtOnceWasNeverGone() {
        try (SocketClient adas = SocketClient.connect(ada.api())) {
            SocketClient.connect(ben.api()).close();
            SocketClient back = SocketClient.connect(ben.api());
            awaitStates(adas, ben, "online");

            back.send(Map.of("type", "activity", "state", "away"));

            awaitStates(adas, ben, "online", "away");
            back.close();
        }
    }

    @Test
    void whoHidesIsShownToNobodyAndIsShownNobody() {
        Person ian = Person.asProgram(product, "ian");
        ada.startGroup("hide and seek", ian, cem);
        setVisible(ian, false);
        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient ians = SocketClient.connect(ian.api());
                SocketClient cems = SocketClient.connect(cem.api())) {
            awaitStates(adas, cem, "online");
            awaitStates(cems, ada, "online");
            assertThat(states(adas, ian)).isEmpty();
            assertThat(states(ians, ada)).isEmpty();

            setVisible(ian, true);
            awaitStates(adas, ian, "online");
            awaitStates(ians, ada, "online");

            setVisible(ian, false);
            awaitStates(adas, ian, "online", "offline");
            awaitStates(ians, ada, "online", "offline");
            assertThat(ian.api()
                            .get("/api/v1/me/presence")
                            .expect(200)
                            .json()
                            .path("visible")
                            .asBoolean())
                    .isFalse();
        }
    }

    @Test
    void strangersAndRemovedMembersAreToldNothing() {
        Person eve = Person.asProgram(product, "eve");
        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient bens = SocketClient.connect(ben.api());
                SocketClient cems = SocketClient.connect(cem.api());
                SocketClient eves = SocketClient.connect(eve.api())) {
            awaitStates(cems, ada, "online");
            awaitStates(cems, ben, "online");
            awaitStates(bens, ada, "online");
            ada.api().delete(Person.memberOf(talk, cem)).expect(204);
            int before = aboutOthers(cems).size();

            adas.send(Map.of("type", "activity", "state", "away"));
            awaitStates(bens, ada, "online", "away");
            adas.send(Map.of("type", "typing", "conversationId", talk, "on", true));
            awaitTyping(bens, 1);
            awaitStates(bens, ada, "online", "away", "online"); // who types is there
            cems.send(Map.of("type", "typing", "id", "1", "conversationId", talk, "on", true));
            eves.send(Map.of("type", "typing", "id", "2", "conversationId", talk, "on", true));

            assertThat(cems.awaitAnswer("1").at("/problem/code").asString()).isEqualTo("forbidden");
            assertThat(eves.awaitAnswer("2").at("/problem/code").asString()).isEqualTo("forbidden");
            assertThat(aboutOthers(cems)).hasSize(before);
            assertThat(aboutOthers(eves)).isEmpty();
            assertThat(typing(bens)).hasSize(1);
        }
    }

    @Test
    void whoIsMutedDoesNotType() {
        ada.api().put(Person.muteIn(talk, ben), Map.of()).expect(204);
        try (SocketClient bens = SocketClient.connect(ben.api())) {
            bens.send(Map.of("type", "typing", "id", "1", "conversationId", talk, "on", true));

            assertThat(bens.awaitAnswer("1").at("/problem/code").asString()).isEqualTo("muted");
        }
    }

    @Test
    void typingIsToldToTheOthersOncePerFiveSecondsAndNothingIsWritten() {
        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient adasPhone = SocketClient.connect(ada.api());
                SocketClient bens = SocketClient.connect(ben.api())) {
            awaitStates(bens, ada, "online");
            long before = position(ada.send(talk, "before"));
            for (int i = 0; i < 20; i++) {
                adas.send(Map.of("type", "typing", "conversationId", talk, "on", true));
            }
            awaitTyping(bens, 1);
            adas.send(Map.of("type", "typing", "conversationId", talk, "on", false));
            adas.send(Map.of("type", "typing", "conversationId", talk, "on", false));
            awaitTyping(bens, 2);
            bens.send(Map.of("type", "typing", "conversationId", talk, "on", true));
            awaitTyping(adas, 1);
            awaitTyping(adasPhone, 1);

            assertThat(typing(bens))
                    .extracting(frame -> frame.path("on").asBoolean())
                    .containsExactly(true, false);
            assertThat(typing(bens))
                    .allMatch(frame -> frame.path("userId").asString().equals(ada.userId()));
            assertThat(typing(adasPhone))
                    .allMatch(frame -> frame.path("userId").asString().equals(ben.userId()));
            assertThat(position(ada.send(talk, "after"))).isEqualTo(before + 1);
        }
        assertThat(product.log()).doesNotContain(ada.userId()).doesNotContain(ben.userId());
    }

    /** Where in the log a message is. */
    private static long position(Answer sent) {
        String cursor = sent.field("cursor");
        return Long.parseLong(cursor.substring(cursor.lastIndexOf('.') + 1));
    }

    private static void setVisible(Person person, boolean visible) {
        person.api().put("/api/v1/me/presence", Map.of("visible", visible)).expect(204);
    }

    private static void awaitStates(SocketClient socket, Person about, String... states) {
        Await.until(
                () -> states(socket, about).equals(List.of(states)),
                () -> "told instead: " + states(socket, about) + " in " + socket.frames());
    }

    private static List<String> states(SocketClient socket, Person about) {
        return aboutOthers(socket).stream()
                .filter(frame -> SocketClient.isType(frame, "presence"))
                .filter(frame -> frame.path("userId").asString().equals(about.userId()))
                .map(frame -> frame.path("state").asString())
                .toList();
    }

    private static void awaitTyping(SocketClient socket, int count) {
        socket.awaitFrames(count, frame -> SocketClient.isType(frame, "typing"));
    }

    private static List<JsonNode> typing(SocketClient socket) {
        return socket.frames().stream()
                .filter(frame -> SocketClient.isType(frame, "typing"))
                .toList();
    }

    private static List<JsonNode> aboutOthers(SocketClient socket) {
        return socket.frames().stream()
                .filter(frame -> SocketClient.isType(frame, "presence") || SocketClient.isType(frame, "typing"))
                .toList();
    }
}
