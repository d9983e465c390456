package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who has a message and who has read it, over HTTP and the socket. */
class DeliveryStatusIT {
    private static final String RECEIVED = "/api/v1/updates/received";

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
    void aMessageToOnePersonIsSentThenDeliveredThenRead() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String direct = ada.createDirect(ben).expect(201).field("conversationId");
        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient bens = SocketClient.connect(ben.api())) {
            ada.send(direct, "are you there?");
            assertStatus(ada, direct, "sent", 0, 0);
            assertThat(unread(ben, direct)).isEqualTo(1);

            bens.send(Map.of("type", "received", "cursor", cursor(bens, "message.sent")));
            assertThat(receipts(adas, "receipt.delivered", 1)).containsExactly(ben.userId() + " 1");
            assertStatus(ada, direct, "delivered", 1, 0);
            assertThat(unread(ben, direct)).isEqualTo(1);

            bens.send(Map.of("type", "read", "conversationId", direct, "seq", 1));
            assertThat(receipts(adas, "receipt.read", 1)).containsExactly(ben.userId() + " 1");
            assertStatus(ada, direct, "read", 1, 1);
            assertThat(unread(ben, direct)).isZero();
            assertThat(bens.frames()).noneMatch(frame -> SocketClient.isType(frame, "reject"));
            assertThat(ben.history(direct).getFirst().path("status").isNull()).isTrue();
        }
    }

    @Test
    void aMessageIsDeliveredWithoutASocketToo() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String direct = ada.createDirect(ben).expect(201).field("conversationId");
        String before = ben.api().get("/api/v1/updates").expect(200).field("cursor");
        ada.send(direct, "are you there?");
        String after = ben.api()
                .get("/api/v1/updates?waitSeconds=30&after=" + before)
                .expect(200)
                .field("cursor");

        ben.api().put(RECEIVED, Map.of("cursor", before)).expect(204);
        assertStatus(ada, direct, "sent", 0, 0);
        ben.api().put(RECEIVED, Map.of("cursor", after)).expect(204);
        assertStatus(ada, direct, "delivered", 1, 0);

        ben.api().put(RECEIVED, Map.of("cursor", before)).expect(204);
        assertStatus(ada, direct, "delivered", 1, 0);
        ben.api().put(RECEIVED, Map.of()).expectInvalid("cursor");
        ben.api().put(RECEIVED, Map.of("cursor", "other.1")).expectInvalid("cursor");
        ben.api().put(RECEIVED, Map.of("cursor", "7")).expectInvalid("cursor");
    }

    @Test
    void amongThreeTheLastOfTheOthersDecides() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person cem = Person.asProgram(product, "cem");
        String group = ada.startGroup("walk", ben, cem);
        ada.send(group, "who comes?");

        read(ben, group, 1);
        assertStatus(ada, group, "sent", 1, 1);
        read(cem, group, 1);
        assertStatus(ada, group, "read", 2, 2);

        ada.send(group, "really?");
        JsonNode conversation = conversation(ada, group);
        assertThat(conversation.path("lastMessage"))
                .isEqualTo(ada.history(group).getLast());
        assertStatus(ada, group, "sent", 0, 0);
        assertThat(conversation
                        .path("members")
                        .valueStream()
                        .map(member -> member.path("readSeq").asInt()))
                .containsExactlyInAnyOrder(2, 1, 1);
    }

    @Test
    void theDevicesOfOnePersonAgreeOnWhatIsUnread() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String group = ada.startGroup("walk", ben);
        ada.send(group, "one");
        ada.send(group, "two");

        try (SocketClient phone = SocketClient.connect(ben.api());
                SocketClient laptop = SocketClient.connect(ben.api())) {
            phone.send(Map.of("type", "read", "conversationId", group, "seq", 2));

            assertThat(receipts(laptop, "receipt.read", 1)).containsExactly(ben.userId() + " 2");
            assertThat(unread(ben, group)).isZero();
        }
    }

    @Test
    void whatIsReadStaysReadAndOnlyWhatIsThereCanBe() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person eve = Person.asProgram(product, "eve");
        String group = ada.startGroup("walk", ben);
        ada.send(group, "one");
        ada.send(group, "two");
        read(ben, group, 2);

        read(ben, group, 1);

        assertThat(unread(ben, group)).isZero();
        for (int seq : new int[] {0, -1, 3}) {
            ben.api().put(readIn(group), Map.of("seq", seq)).expectInvalid("seq");
        }
        ben.api().put(readIn(group), Map.of()).expectInvalid("seq");
        eve.api().put(readIn(group), Map.of("seq", 1)).expectProblem(403, "forbidden");
        eve.api()
                .put(readIn("019abcde-0000-7000-8000-000000000000"), Map.of("seq", 1))
                .expectProblem(404, "not-found");
        try (SocketClient socket = SocketClient.connect(eve.api())) {
            assertThat(socket.rejection("{\"type\":\"received\",\"cursor\":\"other.1\"}")
                            .at("/problem/errors/0/code")
                            .asString())
                    .isEqualTo("epoch-changed");
        }
    }

    @Test
    void whoJoinsLateHasNothingUnreadAndIsNotWaitedFor() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person cem = Person.asProgram(product, "cem");
        String group = ada.startGroup("walk", ben);
        ada.send(group, "one");
        ada.api().put(Person.memberOf(group, cem)).expect(204);

        assertThat(unread(cem, group)).isZero();
        assertStatus(ada, group, "sent", 0, 0);
        read(ben, group, 1);
        assertStatus(ada, group, "read", 1, 1);
    }

    @Test
    void aHundredMembersWhoReadAMessageWriteAHandfulOfEventsAndARebuildFindsThemAgain() {
        Person ada = Person.asProgram(product, "ada");
        Person[] others = IntStream.range(0, 100)
                .mapToObj(i -> Person.asProgram(product, "m" + i))
                .toArray(Person[]::new);
        String group = ada.startGroup("everybody", others);
        ada.send(group, "read this");
        long before = head(ada);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream.of(others).forEach(other -> threads.execute(() -> read(other, group, 1)));
        }

        assertStatus(ada, group, "read", 100, 100);
        assertThat(head(ada) - before).as("events").isBetween(1L, 10L);
        JsonNode history = ada.history(group).getFirst();

        product.stop();
        Outcome rebuild = product.command("rebuild");
        product.resume();

        assertThat(rebuild.exitCode())
                .as("%s%s", rebuild.stdout(), rebuild.stderr())
                .isZero();
        assertThat(ada.history(group).getFirst()).isEqualTo(history);
    }

    /** The position of the last event, which the cursor of somebody who begins now has. */
    private static long head(Person person) {
        String cursor = person.api().get("/api/v1/updates").expect(200).field("cursor");
        return Long.parseLong(cursor.substring(cursor.lastIndexOf('.') + 1));
    }

    private static String readIn(String conversation) {
        return "/api/v1/conversations/" + conversation + "/read";
    }

    private static void read(Person person, String conversation, int seq) {
        person.api().put(readIn(conversation), Map.of("seq", seq)).expect(204);
    }

    private static JsonNode conversation(Person person, String id) {
        return person.api().get("/api/v1/conversations/" + id).expect(200).json();
    }

    private static int unread(Person person, String conversation) {
        return conversation(person, conversation).path("unread").asInt();
    }

    private static void assertStatus(Person sender, String conversation, String status, int deliveredTo, int readBy) {
        JsonNode message = sender.history(conversation).getLast();
        assertThat(message.path("status").asString()).isEqualTo(status);
        assertThat(message.path("deliveredTo").asInt()).isEqualTo(deliveredTo);
        assertThat(message.path("readBy").asInt()).isEqualTo(readBy);
    }

    private static String cursor(SocketClient socket, String kind) {
        return socket.awaitFrame(frame -> SocketClient.isUpdate(frame, kind))
                .path("cursor")
                .asString();
    }

    /** Who has what, of the first update of this kind that has so many receipts. */
    private static List<String> receipts(SocketClient socket, String kind, int count) {
        return socket.awaitFrame(frame -> SocketClient.isUpdate(frame, kind)
                        && frame.path("data").path("receipts").size() == count)
                .path("data")
                .path("receipts")
                .valueStream()
                .map(receipt -> receipt.path("userId").asString() + " "
                        + receipt.path("seq").asInt())
                .toList();
    }
}
