package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsrfTest {
    private static final String TICKETS = "/api/v1/socket-tickets";
    private static final String LOGIN = """
            {"username": "nobody", "password": "whatever it is"}""";

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
    void aChangeWithoutATokenIsRefused() {
        EdgeClient browser = server.client().registeredAs("alice");

        var refused = browser.send("POST", TICKETS, "");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("csrf-failed");
        assertThat(browser.post(TICKETS, "").status()).as("with one it works").isEqualTo(201);
    }

    @Test
    void anotherBrowsersTokenIsRefused() {
        EdgeClient victim = server.client().registeredAs("bob");
        String attackers = server.client().registeredAs("mallory").csrfToken();

        assertThat(victim.send("POST", TICKETS, "", "X-CSRF-Token", attackers).text("code"))
                .isEqualTo("csrf-failed");
    }

    @Test
    void aTokenFromBeforeLoginDoesNotOutliveIt() {
        EdgeClient browser = server.client();
        browser.register("carol");
        String before = browser.csrfToken();
        browser.logIn("carol", EdgeClient.PASSWORD);

        assertThat(browser.send("POST", TICKETS, "", "X-CSRF-Token", before).text("code"))
                .isEqualTo("csrf-failed");
    }

    @Test
    void loggingInNeedsATokenToo() {
        assertThat(server.client().send("POST", "/api/v1/sessions", LOGIN).text("code"))
                .isEqualTo("csrf-failed");
        assertThat(server.client().post("/api/v1/sessions", LOGIN).text("code")).isEqualTo("unauthenticated");
    }

    @Test
    void aBearerNeedsNoneAndItsCookieIsNotLookedAt() {
        EdgeClient browser = server.client().registeredAs("dave");
        String token = browser.accessToken("""
                {"name": "script"}""");

        EdgeClient program = server.client();
        assertThat(program.send("POST", TICKETS, "", "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(201);
        assertThat(browser.send("POST", TICKETS, "", "Authorization", "Bearer nonsense")
                        .status())
                .as("a good cookie does not help a bad bearer")
                .isEqualTo(401);
        assertThat(browser.send("POST", TICKETS, "", "Authorization", "Basic bm86bm8=")
                        .text("code"))
                .as("another scheme does not spare the token")
                .isEqualTo("csrf-failed");
    }

    @Test
    void whoHasNoCookieAtAllIsUnauthenticatedRatherThanForged() {
        assertThat(server.client().send("POST", TICKETS, "").text("code")).isEqualTo("unauthenticated");
    }

    @Test
    void theCookieBeforeLoginIsOutOfScriptsReach() {
        assertThat(server.client().get("/api/v1/csrf").setCookie("connectly-csrf"))
                .contains("HttpOnly", "SameSite=Lax", "Path=/");
    }
}
