package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.identity.Caller;
import connectly.web.identity.SocketTickets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessOverHttpTest {
    @TempDir
    static Path directory;

    private static EdgeServer server;

    @BeforeAll
    static void start() {
        server = EdgeServer.start(directory, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aTokenIsShownOnceListedAndRevocable() {
        EdgeClient browser = server.client().registeredAs("alice");
        var issued = browser.post("/api/v1/access-tokens", """
                {"name": "script", "scopes": ["read", "write"]}""");
        String[] bearer = {"Authorization", "Bearer " + issued.text("token")};
        assertThat(server.client().get("/api/v1/me", bearer).text("username")).isEqualTo("alice");

        var list = browser.get("/api/v1/access-tokens");
        assertThat(list.json().path("items").get(0).path("name").asString()).isEqualTo("script");
        assertThat(list.response().body()).doesNotContain(issued.text("token"));

        String address = "/api/v1/access-tokens/" + issued.text("tokenId");
        assertThat(server.client().registeredAs("bob").delete(address).status()).isEqualTo(404);
        assertThat(browser.delete(address).status()).isEqualTo(204);
        assertThat(server.client().get("/api/v1/me", bearer).status()).isEqualTo(401);
    }

    @Test
    void aReadOnlyTokenReadsListensAndChangesNothing() {
        EdgeClient browser = server.client().registeredAs("carol");
        String[] bearer = {"Authorization", "Bearer " + browser.accessToken("""
                {"name": "reader", "scopes": ["read"]}""")};
        EdgeClient program = server.client();

        assertThat(program.get("/api/v1/me", bearer).status()).isEqualTo(200);
        assertThat(program.send("POST", "/api/v1/socket-tickets", null, bearer).status())
                .isEqualTo(201);
        var refused = program.send("POST", "/api/v1/access-tokens", "{\"name\": \"more\"}", bearer);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("forbidden");
    }

    /** HTTP knows it as the same request, so a cache or a probe may send it wherever it may send GET, and only there. */
    @Test
    void whoMayAskForAnAnswerMayAskForItsHeadersAndNobodyElse() {
        String[] reader = {
            "Authorization", "Bearer " + server.client().registeredAs("heather").accessToken("""
                {"name": "reader", "scopes": ["read"]}""")
        };
        EdgeClient stranger = server.client();

        assertThat(stranger.get("/api/v1/csrf").status()).isEqualTo(200);
        assertThat(stranger.send("HEAD", "/api/v1/csrf", null).status()).isEqualTo(200);
        assertThat(stranger.get("/api/v1/me", reader).status()).isEqualTo(200);
        assertThat(stranger.send("HEAD", "/api/v1/me", null, reader).status()).isEqualTo(200);
        assertThat(stranger.send("HEAD", "/api/v1/me", null).status()).isEqualTo(401);
    }

    @Test
    void onlyTheAdminMakesBots() {
        String bot = """
                {"username": "robot", "displayName": "Robot"}""";

        var byUser = server.client().registeredAs("dave").post("/api/v1/bots", bot);
        var byAdmin =
                server.client().send("POST", "/api/v1/bots", bot, "Authorization", "Bearer " + EdgeServer.ADMIN_TOKEN);

        assertThat(byUser.text("code")).isEqualTo("forbidden");
        assertThat(byAdmin.status()).isEqualTo(201);
        assertThat(server.client()
                        .get("/api/v1/me", "Authorization", "Bearer " + byAdmin.text("token"))
                        .text("userId"))
                .isEqualTo(byAdmin.text("userId"));
        assertThat(server.client().logIn("robot", EdgeClient.PASSWORD).status())
                .as("a bot has no password")
                .isEqualTo(401);
    }

    @Test
    void theAdminTokenIsNoAccount() {
        EdgeClient admin = server.client();
        String[] bearer = {"Authorization", "Bearer " + EdgeServer.ADMIN_TOKEN};

        var me = admin.get("/api/v1/me", bearer);
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"admin\"]");
        assertThat(me.json().path("userId").isNull()).isTrue();
        assertThat(admin.send("POST", "/api/v1/socket-tickets", null, bearer).text("code"))
                .isEqualTo("forbidden");
    }

    @Test
    void aTicketStandsForItsSessionOnce() {
        EdgeClient browser = server.client();
        String userId = browser.register("erin").text("userId");
        browser.logIn("erin", EdgeClient.PASSWORD);

        var ticket = browser.post("/api/v1/socket-tickets", "");
        assertThat(ticket.status()).isEqualTo(201);
        assertThat(ticket.text("ticket")).matches("[A-Za-z0-9_-]{43}");
        assertThat(ticket.text("expiresAt")).endsWith("Z");

        var tickets = server.context.getBean(SocketTickets.class);
        assertThat(tickets.redeem(ticket.text("ticket"))).hasValueSatisfying(caller -> {
            assertThat(caller.kind()).isEqualTo(Caller.Kind.SESSION);
            assertThat(caller.requireUser()).hasToString(userId);
        });
        assertThat(tickets.redeem(ticket.text("ticket"))).isEmpty();
    }

    @Test
    void whoIsNobodyGetsNothing() {
        var refused = server.client().get("/api/v1/sessions");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("code")).isEqualTo("unauthenticated");
        assertThat(refused.header("WWW-Authenticate")).contains("Bearer");
    }
}
