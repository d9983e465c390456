package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asking: sessions with their CSRF token, bearer tokens, and how requests are traced. */
class IdentityRulesIT {
    private static final String CORRELATION = "X-Correlation-Id";

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
    void whoHasNotLoggedInIsUnauthenticated() {
        ApiClient stranger = ApiClient.browser(product);

        stranger.get("/api/v1/me").expectProblem(401, "unauthenticated");
        stranger.get("/api/v1/conversations").expectProblem(401, "unauthenticated");
        stranger.get(Person.messagesOf(UUID.randomUUID().toString())).expectProblem(401, "unauthenticated");
        stranger.get("/api/v1/users?q=a").expectProblem(401, "unauthenticated");
        stranger.post("/api/v1/socket-tickets", Map.of()).expectProblem(401, "unauthenticated");
    }

    @Test
    void aTokenNobodyWasGivenIsUnauthenticated() {
        ApiClient impostor = ApiClient.program(product, "a-token-that-nobody-was-ever-given");

        impostor.get("/api/v1/me").expectProblem(401, "unauthenticated");
        impostor.post("/api/v1/socket-tickets", Map.of()).expectProblem(401, "unauthenticated");
    }

    @Test
    void onlyAnAdminMakesBots() {
        Person bot = Person.asProgram(product, "bot");
        Person person = Person.inBrowser(product, "ada");
        Map<String, String> wish = Map.of("username", Person.unique("bot"), "displayName", "Bot");

        bot.api().post("/api/v1/bots", wish).expectProblem(403, "forbidden");
        person.api().post("/api/v1/bots", wish).expectProblem(403, "forbidden");
        ApiClient.browser(product).post("/api/v1/bots", wish).expectProblem(401, "unauthenticated");
    }

    @Test
    void aBrowserThatShowsNoCsrfTokenChangesNothing() {
        Person ada = Person.inBrowser(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        String body = Json.write(Map.of("kind", "group", "title", "forged", "memberIds", new String[] {ben.userId()}));

        ada.api().exchange("POST", "/api/v1/conversations", body, request -> {}).expectProblem(403, "csrf-failed");
        ada.api()
                .exchange("POST", "/api/v1/conversations", body, request -> request.setHeader("X-CSRF-Token", "guess"))
                .expectProblem(403, "csrf-failed");

        assertThat(ada.api()
                        .get("/api/v1/conversations")
                        .expect(200)
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void loggingInAndRegisteringNeedACsrfTokenToo() {
        ApiClient browser = ApiClient.browser(product);
        String session = Json.write(Map.of("username", "ada", "password", "a long passphrase"));
        String account = Json.write(
                Map.of("username", Person.unique("ada"), "password", "a long passphrase", "displayName", "Ada"));

        browser.exchange("POST", "/api/v1/sessions", session, request -> {}).expectProblem(403, "csrf-failed");
        browser.exchange("POST", "/api/v1/accounts", account, request -> {}).expectProblem(403, "csrf-failed");
    }

    @Test
    void theTokenFromBeforeTheLoginIsWorthlessAfterIt() {
        ApiClient browser = ApiClient.browser(product);
        String username = Person.unique("ada");
        String password = "a passphrase of some length " + UUID.randomUUID();
        Person.register(browser, username, password, "Ada").expect(201);
        Answer before = browser.get("/api/v1/csrf").expect(200);
        Person.logIn(browser, username, password);

        browser.exchange(
                        "POST",
                        "/api/v1/socket-tickets",
                        "{}",
                        request -> request.setHeader(before.field("headerName"), before.field("token")))
                .expectProblem(403, "csrf-failed");
        browser.post("/api/v1/socket-tickets", Map.of()).expect(201);
    }

    @Test
    void aLoggedOutSessionIsOver() {
        Person ada = Person.inBrowser(product, "ada");
        String stolen = ada.api().cookieHeader();
        Answer token = ada.api().get("/api/v1/csrf").expect(200);

        ada.api()
                .exchange(
                        "DELETE",
                        "/api/v1/sessions/current",
                        null,
                        request -> request.setHeader(token.field("headerName"), token.field("token")))
                .expect(204);

        ApiClient.browser(product)
                .exchange("GET", "/api/v1/me", null, request -> request.setHeader("Cookie", stolen))
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void aSaneCorrelationIdIsEchoedWithSuccessAndRefusal() {
        Person ada = Person.asProgram(product, "ada");
        String mine = "trace-" + UUID.randomUUID();

        for (String path :
                new String[] {"/api/v1/me", Person.messagesOf(UUID.randomUUID().toString())}) {
            Answer answer = ada.api().exchange("GET", path, null, request -> request.setHeader(CORRELATION, mine));

            assertThat(answer.header(CORRELATION)).isEqualTo(mine);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with spaces and; semicolons", "<script>alert(1)</script>", "quote\"brace}{", "LONG"})
    void anyOtherCorrelationIdIsReplaced(String theirs) {
        String sent = theirs.equals("LONG") ? "x".repeat(1_000) : theirs;

        Answer answer = ApiClient.browser(product)
                .exchange("GET", "/api/v1/csrf", null, request -> request.setHeader(CORRELATION, sent));

        assertThat(answer.header(CORRELATION)).isNotEqualTo(sent).matches("[A-Za-z0-9._-]{8,128}");
    }

    @Test
    void aRequestWithoutCorrelationIdGetsOneOfItsOwn() {
        ApiClient browser = ApiClient.browser(product);

        assertThat(browser.get("/api/v1/csrf").header(CORRELATION))
                .isNotBlank()
                .isNotEqualTo(browser.get("/api/v1/csrf").header(CORRELATION));
    }

    @Test
    void healthAndReadinessAreForEverybody() {
        for (String path : new String[] {"/health", "/ready"}) {
            Answer answer = ApiClient.browser(product).get(path).expect(200);

            assertThat(answer.field("status")).isNotBlank();
            assertThat(answer.json().path("checks").isContainer()).isTrue();
        }
    }
}
