package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsOverHttpTest {
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
    void aRegisteredPersonLogsInAndIsKnown() {
        EdgeClient browser = server.client();

        var registered = browser.register("  Alice.01 ");
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.text("username")).isEqualTo("alice.01");
        assertThat(registered.response().body()).doesNotContain("assword");

        var loggedIn = browser.logIn("ALICE.01", EdgeClient.PASSWORD);
        assertThat(loggedIn.status()).isEqualTo(201);
        assertThat(loggedIn.text("userId")).isEqualTo(registered.text("userId"));
        assertThat(loggedIn.text("sessionId")).isNotEmpty();

        var me = browser.get("/api/v1/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.text("displayName")).isEqualTo("Somebody");
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"user\"]");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        server.client().register("bob.known");

        var wrong = server.client().logIn("bob.known", "another password");
        var unknown = server.client().logIn("bob.unknown", "another password");

        assertThat(wrong.status()).isEqualTo(401).isEqualTo(unknown.status());
        assertThat(wrong.text("code")).isEqualTo("unauthenticated").isEqualTo(unknown.text("code"));
        assertThat(wrong.text("detail")).isEqualTo(unknown.text("detail"));
        assertThat(wrong.setCookie("connectly")).isEmpty();
    }

    @Test
    void theSessionCookieInDevIsHttpOnlyAndLax() {
        EdgeClient browser = server.client();
        browser.register("carol");

        String cookie = browser.logIn("carol", EdgeClient.PASSWORD).setCookie("connectly");

        assertThat(cookie)
                .matches("connectly=[A-Za-z0-9_-]{43};.*")
                .contains("Path=/;", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure")
                .doesNotContain("Domain");
    }

    @Test
    void loggingInAgainGivesANewCookieAndEndsTheOldSession() {
        EdgeClient browser = server.client().registeredAs("dave");
        String before = browser.cookies.get("connectly");

        EdgeClient.expect(201, browser.logIn("dave", EdgeClient.PASSWORD));

        assertThat(browser.cookies.get("connectly")).isNotEqualTo(before);
        EdgeClient old = server.client();
        old.cookies.put("connectly", before);
        assertThat(old.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void loggingOutEndsTheSessionRemovesTheCookieAndIsAnnounced() {
        EdgeClient browser = server.client();
        browser.register("erin");
        String sessionId = browser.logIn("erin", EdgeClient.PASSWORD).text("sessionId");
        String value = browser.cookies.get("connectly");

        var out = browser.delete("/api/v1/sessions/current");

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.setCookie("connectly")).contains("Max-Age=0");
        EdgeClient thief = server.client();
        thief.cookies.put("connectly", value);
        assertThat(thief.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(server.context.getBean(EdgeApplication.Revocations.class).seen)
                .anySatisfy(event -> assertThat(event.credentialIds())
                        .extracting(Object::toString)
                        .containsExactly(sessionId));
    }

    @Test
    void aUserSeesAndRevokesOwnSessionsOnly() {
        EdgeClient laptop = server.client().registeredAs("frank");
        EdgeClient phone = server.client();
        String phoneSession = phone.logIn("frank", EdgeClient.PASSWORD).text("sessionId");
        EdgeClient stranger = server.client().registeredAs("grace");

        var list = laptop.get("/api/v1/sessions").json();
        assertThat(list.path("items")).hasSize(2);
        assertThat(list.has("next")).isTrue();
        assertThat(list.path("items").get(0).path("createdAt").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

        assertThat(stranger.delete("/api/v1/sessions/" + phoneSession).status()).isEqualTo(404);
        assertThat(phone.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(laptop.delete("/api/v1/sessions/" + phoneSession).status()).isEqualTo(204);
        assertThat(phone.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(laptop.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void aTakenUsernameIsAConflictAndLeavesTheOwnersPasswordAlone() {
        EdgeClient owner = server.client();
        owner.register("heidi");

        var again = server.client().post("/api/v1/accounts", """
                {"username": "heidi", "displayName": "Not Heidi", "password": "quite another one"}""");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("conflict");
        assertThat(owner.logIn("heidi", EdgeClient.PASSWORD).status()).isEqualTo(201);
        assertThat(server.client().logIn("heidi", "quite another one").status()).isEqualTo(401);
    }

    @Test
    void everyWrongFieldOfARegistrationIsNamed() {
        var refused = server.client().post("/api/v1/accounts", """
                {"username": "-x", "displayName": "a\\u0000b", "password": "password123"}""");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("validation-failed");
        assertThat(refused.json().path("errors").findValuesAsString("field"))
                .containsExactly("username", "displayName", "password");
    }
}
