package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsOverHttpTest {
    private static final String PROBE = "/api/v1/probe";
    private static final String[] ADMIN = {"Authorization", "Bearer " + EdgeServer.ADMIN_TOKEN};

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
    void aBodyOfTheRightTypesIsRead() {
        var echoed = probe("""
                {"text": "a", "number": 1, "unknown": true}""");

        assertThat(echoed.status()).isEqualTo(200);
        assertThat(echoed.text("text")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": 1}",
                "{\"text\": true}",
                "{\"text\": {}}",
                "{\"number\": \"1\"}",
                "{\"number\": 1.5}",
                "{\"number\": \"\"}"
            })
    void aValueOfAnotherTypeIsRefusedByItsField(String body) {
        var refused = probe(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("validation-failed");
        assertThat(refused.json().path("errors").get(0).path("field").asString())
                .isEqualTo(body.contains("text") ? "text" : "number");
    }

    @Test
    void aNestedFieldIsNamedByItsPath() {
        assertThat(probe("""
                {"inner": {"number": "x"}}""").json().path("errors").get(0).path("field").asString())
                .isEqualTo("inner.number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"text\": \"a\", \"text\": \"b\"}", "{} {}", "\u0000"})
    void whatIsNotTheJsonExpectedIsRefused(String body) {
        var refused = probe(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("validation-failed");
        assertThat(refused.text("detail")).doesNotContain("tools.jackson", "Unexpected");
    }

    @Test
    void endlessNestingIsRefused() {
        String deep = "{\"inner\":".repeat(1_000) + "{}" + "}".repeat(1_000);

        assertThat(probe(deep).status()).isEqualTo(400);
    }

    @Test
    void aBodyTooLongIsRefusedWhetherItTellsItsLengthOrNot() {
        String body = "{\"text\": \"" + "x".repeat(70_000) + "\"}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        var told = probe(body);
        var chunked = server.client()
                .send(
                        "POST",
                        server.at(PROBE),
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
                        ADMIN);

        assertThat(told.status()).isEqualTo(413);
        assertThat(told.text("code")).isEqualTo("message-too-large");
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.text("code")).isEqualTo("message-too-large");
    }

    @Test
    void otherMediaTypesMethodsAndAddressesHaveTheirCodes() {
        EdgeClient client = server.client();

        var form = client.send("POST", PROBE, "text=a", with("Content-Type", "application/x-www-form-urlencoded"));
        var method = client.send("PUT", PROBE, "{}", ADMIN);
        var address = client.get("/api/v1/nowhere", ADMIN);

        assertThat(form.status()).isEqualTo(415);
        assertThat(form.text("code")).isEqualTo("unsupported-media-type");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).contains("POST");
        assertThat(address.status()).isEqualTo(404);
        assertThat(address.text("code")).isEqualTo("not-found");
        assertThat(address.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-uuid", "1-1-1-1-1", "01900000-0000-7000-8000-00000000000"})
    void anIdInAnAddressMustBeWhole(String id) {
        var refused = server.client().send("DELETE", "/api/v1/sessions/" + id, null, ADMIN);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("validation-failed");
        assertThat(refused.json().path("errors").get(0).path("field").asString())
                .isEqualTo("sessionId");
    }

    /** What Jetty cannot make sense of never gets as far as our filters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/%zz HTTP/1.1",
                "GET /api/v1/me%00 HTTP/1.1",
                "GET /api%2fv1/me HTTP/1.1",
                "GET /a|b HTTP/1.1",
                "GET /assets/%2e%2e/%2e%2e/secret HTTP/1.1",
                "GET / HTTP/9.9",
                "CONNECT /api/v1/me HTTP/1.1",
                "nonsense"
            })
    void whatIsNoProperRequestIsAnsweredWithAProblemToo(String requestLine) throws IOException {
        String answer = raw(requestLine + "\r\nHost: here\r\nX-Correlation-Id: mine-2\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .containsPattern("(?m)^Content-Type: application/problem\\+json")
                .containsPattern("(?m)^X-Correlation-Id: ")
                .containsPattern("(?m)^X-Content-Type-Options: nosniff")
                .contains("\"type\":\"urn:connectly:problem:")
                .doesNotContainIgnoringCase("<html", "jetty", "java.");
    }

    /** A client of the wire, since a proper one sends proper requests only. */
    private static String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.at("/").getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anUnexpectedFailureTellsNothingButTheCorrelationId() {
        var failed = server.client().get("/api/v1/probe/failure", with("X-Correlation-Id", "mine-1"));

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text("code")).isEqualTo("internal");
        assertThat(failed.text("correlationId")).isEqualTo("mine-1");
        assertThat(failed.response().body()).doesNotContain("secret", "Exception");
    }

    @Test
    void aPageThatIsNotThereIsAPageAndTellsNothing() {
        var page = server.client().get("/nowhere", "Accept", "text/html,*/*");
        var data = server.client().get("/nowhere", "Accept", "application/json");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.response().body()).contains("Not found").doesNotContain("nowhere", "Exception", "style=");
        assertThat(data.text("code")).isEqualTo("not-found");
    }

    @Test
    void aHarmfulCorrelationIdIsReplaced() {
        var kept = server.client().get("/health", "X-Correlation-Id", "a.B_c-9");
        var replaced = server.client().get("/health", "X-Correlation-Id", "a b<script>");

        assertThat(kept.header("X-Correlation-Id")).contains("a.B_c-9");
        assertThat(replaced.header("X-Correlation-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f-]{36}"));
    }

    private static EdgeClient.Answer probe(String body) {
        return server.client().send("POST", PROBE, body, ADMIN);
    }

    private static String[] with(String name, String value) {
        return new String[] {ADMIN[0], ADMIN[1], name, value};
    }
}
