package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.feed.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The product does what its document says, and the document says all that it does. */
class OpenApiOverHttpTest {
    private static final String V1 = "/api/v1";
    private static final String[] ADMIN = {"Authorization", "Bearer " + EdgeServer.ADMIN_TOKEN};
    private static final String CLIENT_ID = "3f0c9a52-6d1e-4b78-a2c5-90e7d41f8b36";
    private static final String FOREIGN_CURSOR = "01937b5d-62e8-7c04-91ab-f57d3e8a0b26.1042";
    private static final String NOBODYS = "01937b5e-8a10-7c3e-9d41-5f0a6b2c8e11";

    @TempDir
    static Path directory;

    private static EdgeServer server;

    private final ContractWalk walk = new ContractWalk();

    @BeforeAll
    static void start() {
        server = EdgeServer.startWhole(directory, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/asyncapi.json"})
    void theDocumentsAreForEverybodyAndAskedForAnewEachTime(String address) throws IOException {
        var served = server.client().get(address);

        assertThat(served.status()).isEqualTo(200);
        assertThat(served.header("Content-Type")).contains("application/json");
        assertThat(served.header("Cache-Control")).contains("no-cache");
        assertThat(served.response().body())
                .isEqualTo(new ClassPathResource("contract" + address).getContentAsString(StandardCharsets.UTF_8));
        String tag = served.header("ETag").orElseThrow();
        assertThat(server.client().get(address, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(server.client().get(address, "If-None-Match", "\"another\"").status())
                .isEqualTo(200);
    }

    @Test
    void theDocumentHasEveryCallOfTheProductAndNoOther() {
        var mapped = new TreeSet<String>();
        server.context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") || path.matches("/log/.+|/health|/ready"))
                        .forEach(path -> {
                            var methods = mapping.getMethodsCondition().getMethods();
                            assertThat(methods).as(path).isNotEmpty();
                            methods.forEach(method -> mapped.add(method + " " + path.replace("{*", "{")));
                        }));

        assertThat(mapped).isNotEmpty();
        assertThat(OpenApi.ofProduct().operations().stream().map(OpenApi.Operation::name))
                .containsExactlyInAnyOrderElementsOf(mapped);
    }

    @Test
    void everySuccessThatIsPromisedHappensAsPromised() {
        EdgeClient alice = server.client();
        EdgeClient bob = server.client();

        accountsAndSessions(alice);
        String bobId = walk.expect(201, bob.register("bob")).text("userId");
        walk.expect(201, bob.logIn("bob", EdgeClient.PASSWORD));
        accessTokens(alice);
        walk.expect(201, alice.post(V1 + "/socket-tickets", ""));
        String beforeConversations =
                walk.expect(200, alice.get(V1 + "/updates")).text("cursor");
        conversations(alice, bob, bobId);
        updates(alice, beforeConversations);
        Eventually.holds(
                "there is a checkpoint",
                () -> server.client().get("/log/checkpoint").status() == 200);
        walk.expect(200, alice.get("/log/checkpoint"));
        walk.expect(200, alice.get("/log/tile/0/000.p/1"));
        walk.expect(200, alice.get("/health"));
        walk.expect(200, alice.get("/ready"));
        walk.expect(204, alice.delete(V1 + "/sessions/current"));

        assertThat(walk.successes()).containsExactlyInAnyOrderElementsOf(walk.promised());
    }

    private void accountsAndSessions(EdgeClient alice) {
        walk.expect(200, alice.get(V1 + "/csrf"));
        walk.expect(201, alice.post(V1 + "/accounts", walk.example("POST", V1 + "/accounts", "person")));
        String credentials = walk.example("POST", V1 + "/sessions", "password");
        String phone = walk.expect(201, server.client().post(V1 + "/sessions", credentials))
                .text("sessionId");
        walk.expect(201, alice.post(V1 + "/sessions", credentials));
        walk.expect(200, alice.get(V1 + "/me"));
        walk.expect(200, alice.get(V1 + "/me", ADMIN));
        presence(alice);
        walk.expect(200, alice.get(V1 + "/users?q=AL"));
        walk.expect(200, alice.get(V1 + "/sessions"));
        walk.expect(204, alice.delete(V1 + "/sessions/" + phone));
        walk.expect(201, server.client().send("POST", V1 + "/bots", walk.example("POST", V1 + "/bots", "bot"), ADMIN));
    }

    private void presence(EdgeClient alice) {
        String path = V1 + "/me/presence";
        assertThat(walk.expect(200, alice.get(path)).json().path("visible").asBoolean())
                .isTrue();
        walk.expect(204, alice.put(path, walk.example("PUT", path, "hide")));
        assertThat(walk.expect(200, alice.get(path)).json().path("visible").asBoolean())
                .isFalse();
    }

    private void accessTokens(EdgeClient alice) {
        String path = V1 + "/access-tokens";
        walk.expect(201, alice.post(path, walk.example("POST", path, "readAndWrite")));
        var issued = walk.expect(201, alice.post(path, walk.example("POST", path, "allOfMine")));
        walk.expect(200, server.client().get(V1 + "/me", "Authorization", "Bearer " + issued.text("token")));
        assertThat(walk.expect(200, alice.get(path)).json().path("items")).hasSize(2);
        walk.expect(204, alice.delete(path + "/" + issued.text("tokenId")));
    }

    private void conversations(EdgeClient alice, EdgeClient bob, String bobId) {
        String path = V1 + "/conversations";
        String direct = """
                {"kind": "direct", "memberIds": ["%s"]}""".formatted(bobId);
        walk.expect(201, alice.post(path, direct));
        walk.expect(200, alice.post(path, direct));
        String group = path + "/"
                + walk.expect(201, alice.post(path, """
                                {"kind": "group", "title": "Release planning", "memberIds": ["%s"]}""".formatted(bobId))).text("conversationId");
        walk.expect(200, alice.get(group + "/messages"));
        String message = """
                {"clientMessageId": "%s", "body": "Hello, Bob."}""".formatted(CLIENT_ID);
        String first =
                walk.expect(201, alice.post(group + "/messages", message)).text("messageId");
        walk.expect(200, alice.post(group + "/messages", message));
        walk.expect(201, bob.post(group + "/messages", """
                {"clientMessageId": "%s", "body": "Hello, Alice 👋", "replyTo": "%s"}""".formatted(CLIENT_ID, first)));
        walk.expect(204, alice.put(group + "/read", "{\"seq\": 2}"));
        walk.expect(204, alice.put(group + "/read", walk.example("PUT", V1 + "/conversations/id/read", "first")));
        walk.expect(200, alice.get(group));
        walk.expect(200, alice.get(path));
        walk.expect(200, bob.get(group + "/messages?after=0&limit=1"));
        var newest = walk.expect(200, alice.get(group + "/messages"));
        assertThat(newest.json().path("items")).hasSize(2);
        revisions(alice, group + "/messages/" + first);
        members(alice, bobId, group);
    }

    private void revisions(EdgeClient alice, String message) {
        String edit = walk.example("PATCH", V1 + "/conversations/id/messages/id", "edit");
        assertThat(walk.expect(200, alice.patch(message, edit)).text("body")).isEqualTo("Hello, Bob!");
        walk.expect(200, alice.patch(message, edit));
        String reaction = message + "/reactions/%F0%9F%91%8D";
        walk.expect(204, alice.put(reaction, null));
        walk.expect(204, alice.delete(reaction));
        walk.expect(400, alice.put(message + "/reactions/x", null));
        walk.expect(204, alice.delete(message));
        walk.expect(204, alice.delete(message));
        walk.expect(409, alice.put(reaction, null));
        walk.expect(409, alice.delete(reaction));
    }

    private void members(EdgeClient alice, String bobId, String group) {
        String mute = group + "/mutes/" + bobId;
        walk.expect(204, alice.put(mute, walk.example("PUT", V1 + "/conversations/id/mutes/id", "forAWhile")));
        walk.expect(204, alice.put(mute, null));
        walk.expect(204, alice.delete(mute));
        walk.expect(204, alice.delete(group + "/members/" + bobId));
        walk.expect(204, alice.put(group + "/members/" + bobId, null));
    }

    private void updates(EdgeClient alice, String cursor) {
        var missed = walk.expect(200, alice.get(V1 + "/updates?waitSeconds=30&after=" + cursor));
        assertThat(missed.json().path("updates")).isNotEmpty();
        assertThat(missed.text("cursor")).isNotEqualTo(cursor);
        walk.expect(204, alice.put(V1 + "/updates/received", """
                {"cursor": "%s"}""".formatted(missed.text("cursor"))));
        var foreign = walk.expect(200, alice.get(V1 + "/updates/stream?after=" + FOREIGN_CURSOR));
        assertThat(foreign.response().body())
                .endsWith("event: resync\ndata: {\"type\":\"resync\",\"reason\":\"epoch-changed\"}\n\n");
        assertThat(foreign.header("X-Accel-Buffering")).contains("no");
        assertThat(foreign.header("Cache-Control").orElseThrow()).contains("no-store");
    }

    @Test
    void refusalsOfUpdatesAreAsDocumented() {
        EdgeClient frank = server.client().registeredAs("frank");
        String path = V1 + "/updates";

        for (String wait : List.of("-1", "31", "x", "1.5")) {
            assertThat(walk.expect(400, frank.get(path + "?waitSeconds=" + wait))
                            .json()
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("waitSeconds");
        }
        for (String address : List.of(path + "?after=", path + "?after=x", path + "/stream?after=x.y")) {
            assertThat(walk.expect(400, frank.get(address))
                            .json()
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("after");
        }
        assertThat(walk.expect(400, frank.get(path + "/stream", "Last-Event-ID", "x"))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("Last-Event-ID");
        assertThat(walk.expect(409, frank.get(path + "?after=" + FOREIGN_CURSOR))
                        .json()
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("epoch-changed");
        walk.expect(401, server.client().get(path));
        walk.expect(401, server.client().get(path + "/stream"));
        walk.expect(403, frank.get(path, ADMIN));
        walk.expect(403, frank.get(path + "/stream", ADMIN));
        walk.expect(406, frank.get(path + "/stream", "Accept", "application/json"));
        assertThat(frank.send("HEAD", path + "/stream", null).status()).isEqualTo(405);
    }

    @Test
    void refusalsAreAsDocumented() {
        EdgeClient carol = server.client();
        walk.expect(201, carol.register("carol"));
        EdgeClient stranger = server.client();

        walk.expect(400, carol.post(V1 + "/accounts", "{\"username\": \"-\"}"));
        walk.expect(400, carol.post(V1 + "/accounts", "["));
        walk.expect(403, carol.send("POST", V1 + "/accounts", "{}"));
        walk.expect(409, carol.register("carol"));
        walk.expect(413, carol.post(V1 + "/accounts", " ".repeat(70_000)));
        walk.expect(415, carol.post(V1 + "/accounts", "a=b", "Content-Type", "application/x-www-form-urlencoded"));
        walk.expect(401, carol.logIn("carol", "not her password"));
        walk.expect(401, stranger.get(V1 + "/me"));
        walk.expect(401, stranger.get(V1 + "/csrf", "Authorization", "Bearer cly_unknown"));
        walk.expect(401, stranger.send("POST", V1 + "/socket-tickets", ""));
        walk.expect(201, carol.logIn("carol", EdgeClient.PASSWORD));
        walk.expect(406, carol.get(V1 + "/me", "Accept", "application/xml"));
        walk.expect(403, carol.post(V1 + "/bots", "{}"));
        for (String wrong : List.of("{}", "{\"visible\": null}", "{\"visible\": \"no\"}")) {
            assertThat(walk.expect(400, carol.put(V1 + "/me/presence", wrong))
                            .json()
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("visible");
        }
        walk.expect(403, carol.get(V1 + "/me/presence", ADMIN));
        walk.expect(403, carol.get(V1 + "/sessions", ADMIN));
        walk.expect(404, carol.delete(V1 + "/sessions/" + NOBODYS));
        walk.expect(400, carol.delete(V1 + "/access-tokens/1"));
        walk.expect(404, carol.delete(V1 + "/access-tokens/" + NOBODYS));
        walk.expect(400, carol.post(V1 + "/access-tokens", "{\"name\": \"x\", \"scopes\": [\"all\"]}"));
        walk.expect(404, stranger.get("/log/tile/entries/000"));
        walk.expect(400, stranger.get("/log/tile//000"));
    }

    @Test
    void refusalsInConversationsAreAsDocumented() {
        EdgeClient dave = server.client().registeredAs("dave");
        EdgeClient erin = server.client().registeredAs("erin");
        String conversations = V1 + "/conversations";
        String daves = conversations + "/"
                + walk.expect(201, dave.post(conversations, """
                        {"kind": "group", "title": null, "memberIds": []}""")).text("conversationId");
        String messages = daves + "/messages";
        String hello = """
                {"clientMessageId": "%s", "body": "hello"}""".formatted(CLIENT_ID);

        walk.expect(400, dave.post(conversations, "{\"kind\": \"party\", \"memberIds\": [\"x\"]}"));
        walk.expect(400, dave.get(conversations + "?after=x"));
        walk.expect(404, dave.get(conversations + "/" + NOBODYS));
        walk.expect(403, erin.get(daves));
        walk.expect(403, erin.get(messages));
        walk.expect(403, erin.post(messages, hello));
        walk.expect(404, dave.post(conversations + "/" + NOBODYS + "/messages", hello));
        walk.expect(201, dave.post(messages, hello));
        walk.expect(409, dave.post(messages, hello.replace("hello", "goodbye")));
        walk.expect(400, dave.post(messages, "{\"body\": 1}"));
        walk.expect(413, dave.post(messages, hello.replace(CLIENT_ID, NOBODYS).replace("hello", "x".repeat(4_001))));
        walk.expect(400, dave.get(messages + "?limit=201"));
    }

    @Test
    void refusalsToReviseMessagesAreAsDocumented() {
        EdgeClient hal = server.client().registeredAs("hal");
        EdgeClient ida = server.client().registeredAs("ida");
        String idaId = ida.get(V1 + "/me").text("userId");
        String conversations = V1 + "/conversations";
        String group = conversations + "/"
                + walk.expect(201, hal.post(conversations, """
                        {"kind": "group", "title": null, "memberIds": ["%s"]}""".formatted(idaId)))
                        .text("conversationId");
        String hello = """
                {"clientMessageId": "%s", "body": "hello"}""".formatted(CLIENT_ID);
        String messages = group + "/messages/";
        String hals = messages
                + walk.expect(201, hal.post(group + "/messages", hello)).text("messageId");
        String idas = messages
                + walk.expect(201, ida.post(group + "/messages", hello)).text("messageId");
        String edit = "{\"body\": \"hello!\"}";

        walk.expect(403, ida.patch(hals, edit));
        walk.expect(403, ida.delete(hals));
        walk.expect(400, ida.patch(idas, "{\"body\": \" \"}"));
        walk.expect(400, ida.patch(idas, "{}"));
        walk.expect(413, ida.patch(idas, edit.replace("hello", "x".repeat(4_001))));
        walk.expect(415, ida.patch(idas, "body=hello", "Content-Type", "text/plain"));
        walk.expect(404, ida.patch(messages + NOBODYS, edit));
        walk.expect(404, ida.delete(messages + NOBODYS));
        walk.expect(404, ida.patch(conversations + "/" + NOBODYS + "/messages/" + NOBODYS, edit));
        walk.expect(400, ida.delete(messages + "1"));
        walk.expect(204, hal.put(group + "/mutes/" + idaId, null));
        walk.expect(403, ida.patch(idas, edit));
        walk.expect(204, hal.delete(idas));
        walk.expect(409, ida.patch(idas, edit));
    }

    @Test
    void refusalsAboutMembersAreAsDocumented() {
        EdgeClient fay = server.client().registeredAs("fay");
        EdgeClient gus = server.client().registeredAs("gus");
        String gusId = gus.get(V1 + "/me").text("userId");
        String conversations = V1 + "/conversations";
        String group = conversations + "/"
                + walk.expect(201, fay.post(conversations, """
                        {"kind": "group", "title": null, "memberIds": []}""")).text("conversationId");
        String direct = conversations + "/"
                + walk.expect(201, fay.post(conversations, """
                        {"kind": "direct", "memberIds": ["%s"]}""".formatted(gusId)))
                        .text("conversationId");

        walk.expect(403, gus.put(group + "/members/" + gusId, null));
        walk.expect(404, fay.put(group + "/members/" + NOBODYS, null));
        walk.expect(404, fay.put(conversations + "/" + NOBODYS + "/members/" + gusId, null));
        walk.expect(409, fay.put(direct + "/members/" + NOBODYS, null));
        walk.expect(400, fay.put(group + "/members/gus", null));
        walk.expect(409, gus.delete(direct + "/members/" + gusId));
        walk.expect(403, gus.delete(group + "/members/" + gusId.replace('0', '1')));
        walk.expect(404, gus.delete(conversations + "/" + NOBODYS + "/members/" + gusId));
        walk.expect(400, fay.put(group + "/read", "{\"seq\": 1}"));
        walk.expect(400, fay.put(group + "/read", "{}"));
        walk.expect(415, fay.put(group + "/read", "seq=1", "Content-Type", "text/plain"));
        walk.expect(400, fay.put(V1 + "/updates/received", "{\"cursor\": \"other.1\"}"));
        walk.expect(415, fay.put(V1 + "/updates/received", "cursor=1", "Content-Type", "text/plain"));
        walk.expect(404, fay.put(conversations + "/" + NOBODYS + "/read", "{\"seq\": 1}"));
        walk.expect(404, fay.put(group + "/mutes/" + gusId, "{}"));
        walk.expect(403, gus.put(direct + "/mutes/" + gusId, "{}"));
        walk.expect(400, fay.put(group + "/mutes/" + gusId, "{\"until\": \"tomorrow\"}"));
        walk.expect(415, fay.put(group + "/mutes/" + gusId, "until=never", "Content-Type", "text/plain"));
        walk.expect(403, gus.delete(direct + "/mutes/" + gusId));
        walk.expect(404, fay.delete(conversations + "/" + NOBODYS + "/mutes/" + gusId));
    }
}
