package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A message from one person to another, through a restart and a new read model. */
class MessagePathIT {
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
    void aPersonRegistersLogsInAndIsRecognised() {
        ApiClient browser = ApiClient.browser(product);
        String username = Person.unique("ada");
        String password = "lighthouse keeper " + UUID.randomUUID();
        product.secrets().add(password);

        Answer account = Person.register(browser, username, password, "Ada").expect(201);
        Person ada = Person.logIn(browser, username, password);
        Answer me = browser.get("/api/v1/me").expect(200);

        assertThat(account.field("userId")).isEqualTo(ada.userId()).isEqualTo(me.field("userId"));
        assertThat(account.field("username")).isEqualTo(username).isEqualTo(me.field("username"));
        assertThat(account.field("displayName")).isEqualTo("Ada").isEqualTo(me.field("displayName"));
        assertThat(UUID.fromString(ada.userId()).version()).isEqualTo(7);
        assertThat(me.json().path("roles").isArray()).isTrue();
    }

    @Test
    void theSessionCookieIsOutOfReachOfScriptsAndOtherSitesAndChangesAtLogin() {
        ApiClient browser = ApiClient.browser(product);
        String username = Person.unique("ada");
        String password = "lighthouse keeper " + UUID.randomUUID();
        Person.register(browser, username, password, "Ada").expect(201);
        String cookiesBefore = browser.cookieHeader();

        Answer session = browser.post("/api/v1/sessions", Map.of("username", username, "password", password))
                .expect(201);

        assertThat(browser.cookieHeader()).isNotEqualTo(cookiesBefore);
        assertThat(session.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .anySatisfy(cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax"));
    }

    @Test
    void aPersonIsFoundByTheBeginningOfTheirUserName() {
        Person ada = Person.asProgram(product, "ada");
        Person zora = Person.asProgram(product, "zora");

        JsonNode found = ada.api()
                .get("/api/v1/users?q=" + zora.username().substring(0, 8))
                .expect(200)
                .json();

        assertThat(found.path("items")
                        .valueStream()
                        .map(user -> user.path("userId").asString()))
                .containsExactly(zora.userId());
    }

    @Test
    void aSecondDirectConversationOfTheSameTwoIsTheFirst() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");

        Answer first = ada.createDirect(ben).expect(201);
        Answer again = ada.createDirect(ben).expect(200);
        Answer fromTheOther = ben.createDirect(ada).expect(200);

        assertThat(first.field("kind")).isEqualTo("direct");
        assertThat(first.field("createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(fromTheOther.field("conversationId")).isEqualTo(first.field("conversationId"));
    }

    @Test
    void aGroupIsListedWithItsTitleAndMembersForEachOfThem() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person cem = Person.asProgram(product, "cem");
        String group = ada.startGroup("Friday walk", ben, cem);

        for (Person member : List.of(ada, ben, cem)) {
            JsonNode mine =
                    member.api().get("/api/v1/conversations").expect(200).json();
            JsonNode one = member.api()
                    .get("/api/v1/conversations/" + group)
                    .expect(200)
                    .json();

            assertThat(mine.path("items")
                            .valueStream()
                            .map(item -> item.path("conversationId").asString()))
                    .containsExactly(group);
            assertThat(one.path("title").asString()).isEqualTo("Friday walk");
            assertThat(one.path("members")
                            .valueStream()
                            .map(item -> item.path("userId").asString()))
                    .containsExactlyInAnyOrder(ada.userId(), ben.userId(), cem.userId());
        }
    }

    @Test
    void aMessageSentOverHttpReachesTheOtherPersonsSocketAndHistory() {
        Person ada = Person.inBrowser(product, "ada");
        Person ben = Person.inBrowser(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");

        try (SocketClient bens = SocketClient.connect(ben.api())) {
            Answer sent = ada.send(conversation, "shall we walk on Friday?");
            JsonNode update = bens.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.sent"));

            assertThat(bens.subprotocol()).isEqualTo("connectly.v1");
            assertSameMessage(sent.json(), update.path("data"), conversation, ada);
            assertThat(update.path("data").path("body").asString()).isEqualTo("shall we walk on Friday?");
            assertThat(ben.history(conversation)).containsExactly(update.path("data"));
        }
    }

    @Test
    void aMessageSentOverTheSocketIsAcknowledgedAndReachesTheOtherPersonsSocketAndHistory() {
        Person ada = Person.inBrowser(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String conversation = ada.createDirect(ben).expect(201).field("conversationId");
        String clientMessageId = UUID.randomUUID().toString();

        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient bens = SocketClient.connect(ben.api())) {
            JsonNode ack = adas.sendMessage("7", conversation, clientMessageId, "I would love to");
            JsonNode update = bens.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.sent"));
            JsonNode own = adas.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.sent"));

            assertThat(ack.path("type").asString()).isEqualTo("ack");
            assertThat(ack.path("clientMessageId").asString()).isEqualTo(clientMessageId);
            assertSameMessage(ack, update.path("data"), conversation, ada);
            assertThat(own.path("data").path("messageId")).isEqualTo(ack.path("messageId"));
            assertThat(ben.history(conversation)).containsExactly(update.path("data"));
        }
    }

    @Test
    void theWelcomeSaysWhoIsConnectedAndWhereTheFeedStands() {
        Person ada = Person.asProgram(product, "ada");
        try (SocketClient adas = SocketClient.connect(ada.api())) {
            JsonNode welcome = adas.awaitFrame(frame -> SocketClient.isType(frame, "welcome"));

            assertThat(welcome.path("userId").asString()).isEqualTo(ada.userId());
            assertThat(welcome.path("heartbeatSeconds").asInt()).isEqualTo(25);
            assertThat(welcome.path("limits").isObject()).isTrue();
            for (String name : List.of("connectionId", "cursor", "epoch")) {
                assertThat(welcome.path(name).asString()).as(name).isNotBlank();
            }
        }
    }

    @Test
    void everyConversationCountsItsOwnMessagesWithoutGap() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        List<String> conversations = List.of(ada.startGroup("one", ben), ada.startGroup("two", ben));

        for (int i = 0; i < 12; i++) {
            ada.send(conversations.get(i % 3 == 0 ? 0 : 1), "message " + i);
        }

        assertThat(conversations)
                .allSatisfy(conversation -> assertThat(ben.history(conversation))
                        .extracting(message -> message.path("seq").asInt())
                        .containsExactlyElementsOf(IntStream.rangeClosed(
                                        1, ben.history(conversation).size())
                                .boxed()
                                .toList()));
        assertThat(ben.history(conversations.get(0))).hasSize(4);
        assertThat(ben.history(conversations.get(1))).hasSize(8);
    }

    @Test
    void theNewestPageComesFirstAndOlderPagesBeforeIt() {
        Person ada = Person.asProgram(product, "ada");
        String conversation = ada.startGroup("pages", Person.asProgram(product, "ben"));
        for (int i = 1; i <= 7; i++) {
            ada.send(conversation, "message " + i);
        }
        String messages = Person.messagesOf(conversation);

        JsonNode newest = ada.api().get(messages + "?limit=3").expect(200).json();
        JsonNode older =
                ada.api().get(messages + "?before=5&limit=3").expect(200).json();
        JsonNode between =
                ada.api().get(messages + "?after=2&limit=2").expect(200).json();

        assertThat(seqs(newest)).containsExactly(5, 6, 7);
        assertThat(seqs(older)).containsExactly(2, 3, 4);
        assertThat(seqs(between)).containsExactly(3, 4);
    }

    @Test
    void everythingIsStillThereAfterARestartARebuildAndALostReadModel() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        Person cem = Person.inBrowser(product, "cem");
        String direct = ada.createDirect(ben).expect(201).field("conversationId");
        String group = ada.startGroup("Friday walk", ben, cem);
        for (int i = 0; i < 10; i++) {
            ada.send(direct, "direct " + i);
            cem.send(group, "group " + i);
        }
        List<JsonNode> before = view(ben, direct, group);

        product.restart();
        assertThat(view(ben, direct, group)).as("after a restart").isEqualTo(before);

        product.kill();
        product.resume();
        assertThat(view(ben, direct, group)).as("after an unannounced end").isEqualTo(before);

        product.stop();
        Outcome rebuild = product.command("rebuild");
        assertThat(rebuild.exitCode())
                .as("%s%s", rebuild.stdout(), rebuild.stderr())
                .isZero();
        product.resume();
        assertThat(view(ben, direct, group)).as("after a rebuild").isEqualTo(before);

        product.stop();
        assertThat(deleteReadModel(product.data())).as("deleted read models").isNotEmpty();
        product.resume();
        assertThat(view(ben, direct, group)).as("after losing the read model").isEqualTo(before);
        ada.send(direct, "and it goes on");
        assertThat(ben.history(direct)).hasSize(11);
    }

    /** All that a member can read of two conversations. */
    private static List<JsonNode> view(Person member, String first, String second) {
        return Stream.concat(
                        Stream.of(first, second)
                                .flatMap(conversation -> Stream.concat(
                                        member.history(conversation).stream(),
                                        Stream.of(member.api()
                                                .get("/api/v1/conversations/" + conversation)
                                                .expect(200)
                                                .json()))),
                        Stream.of(member.api()
                                .get("/api/v1/conversations")
                                .expect(200)
                                .json()))
                .toList();
    }

    static List<Path> deleteReadModel(Path data) {
        try (Stream<Path> files = Files.list(data)) {
            List<Path> readModel = files.filter(
                            file -> file.getFileName().toString().startsWith("read-"))
                    .toList();
            for (Path file : readModel) {
                Files.delete(file);
            }
            return readModel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> seqs(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(message -> message.path("seq").asInt())
                .toList();
    }

    private static void assertSameMessage(JsonNode answer, JsonNode message, String conversation, Person sender) {
        assertThat(message.path("conversationId").asString()).isEqualTo(conversation);
        assertThat(message.path("senderId").asString()).isEqualTo(sender.userId());
        assertThat(message.path("seq").asInt()).isEqualTo(1);
        assertThat(message.path("deletedAt").isNull()).isTrue();
        for (String name : List.of("messageId", "sentAt", "checksum")) {
            assertThat(message.path(name).asString())
                    .as(name)
                    .isNotBlank()
                    .isEqualTo(answer.path(name).asString());
        }
    }
}
