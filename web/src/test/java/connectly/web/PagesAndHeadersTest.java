package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesAndHeadersTest {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    @TempDir
    private Path directory;

    @Test
    void pagesAreForEverybodyAskedForAnewAndAssetsKeptForAYear() {
        try (var server = EdgeServer.start(directory, Map.of("MANAGEMENT_PORT", "0"))) {
            EdgeClient visitor = server.client();

            assertThat(visitor.get("/").response().body()).contains("start");
            assertThat(visitor.get("/login").response().body()).contains("login");
            var register = visitor.get("/register");
            assertThat(register.response().body()).contains("register");
            assertThat(register.header("Cache-Control")).contains("no-cache");
            assertThat(register.header("Content-Security-Policy")).contains(POLICY);
            assertThat(register.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(register.header("Referrer-Policy")).contains("same-origin");
            assertThat(register.header("Cross-Origin-Opener-Policy")).contains("same-origin");
            assertThat(register.header("Cross-Origin-Resource-Policy")).contains("same-origin");
            assertThat(register.header("Permissions-Policy")).isPresent();
            assertThat(register.header("Strict-Transport-Security")).isEmpty();

            var asset = visitor.get("/assets/app-0a1b2c3d.js");
            assertThat(asset.header("Cache-Control")).contains("max-age=31536000, public, immutable");
            assertThat(asset.header("Content-Encoding")).isEmpty();
            assertThat(visitor.get("/assets/app-0a1b2c3d.js", "Accept-Encoding", "gzip, br")
                            .header("Content-Encoding"))
                    .contains("gzip");

            assertThat(visitor.get("/api/v1/csrf").header("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
            healthIsTold(server, visitor);
        }
    }

    private static void healthIsTold(EdgeServer server, EdgeClient visitor) {
        assertThat(visitor.get("/health").text("status")).isEqualTo("up");
        var ready = visitor.get("/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().path("checks").get(0).path("name").asString()).isEqualTo("identity");
        assertThat(visitor.get("/metrics").status())
                .as("not on the public port")
                .isEqualTo(404);
        var metrics = visitor.send("GET", server.managementAt("/metrics"), BodyPublishers.noBody());
        assertThat(metrics.response().body()).contains("jvm_memory_used_bytes");
    }

    /** A forward of a HEAD writes nothing, so headers that are added with the first byte would never be. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/register", "/index.html", "/openapi.json", "/nowhere"})
    void aRequestForTheHeadersGetsThoseOfTheAnswer(String path) {
        try (var server = EdgeServer.start(directory, Map.of())) {
            EdgeClient visitor = server.client();

            var answer = visitor.get(path);
            var head = visitor.send("HEAD", path, null);

            assertThat(head.status()).isEqualTo(answer.status());
            assertThat(head.response().body()).isEmpty();
            assertThat(head.header("Content-Security-Policy")).contains(POLICY);
            assertThat(head.header("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void prodBindsItsCookiesToTheHostAndAsksForTls() {
        try (var server = EdgeServer.start(
                directory,
                Map.of(
                        "CONNECTLY_ENV", "prod",
                        "CONNECTLY_LIMITS", "standard",
                        "SECRET_KEY", "0123456789abcdef0123456789abcdef",
                        "CONNECTLY_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32])))) {
            EdgeClient browser = server.client();
            EdgeClient.expect(201, browser.register("alice"));
            var loggedIn = browser.logIn("alice", EdgeClient.PASSWORD);

            assertThat(loggedIn.setCookie("__Host-connectly"))
                    .contains("Path=/;", "Secure", "HttpOnly", "SameSite=Lax")
                    .doesNotContain("Domain");
            assertThat(browser.cookies).containsKey("__Host-connectly-csrf");
            assertThat(loggedIn.header("Strict-Transport-Security"))
                    .hasValueSatisfying(value -> assertThat(value).contains("max-age=63072000"));
        }
    }
}
