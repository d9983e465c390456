package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import connectly.web.config.StartupFailures;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingUpTest {
    @TempDir
    private Path directory;

    @Test
    void aPortInUseIsOneSentence() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(failureOf(Map.of("SERVER_PORT", port)))
                    .contains("Port " + port + " is in use by another process; set SERVER_PORT to another one.");
        }
    }

    @Test
    void aDataDirectoryInUseIsOneSentence() {
        try (var running = EdgeServer.start(directory, Map.of())) {
            assertThat(running.context.isRunning()).isTrue();

            assertThat(failureOf(Map.of()))
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("is in use"));
        }
    }

    @Test
    void sessionsAndTheirCsrfTokensOutliveARestart() {
        Map<String, String> cookies;
        String csrfToken;
        try (var first = EdgeServer.start(directory, Map.of())) {
            EdgeClient browser = first.client().registeredAs("alice");
            cookies = browser.cookies;
            csrfToken = browser.csrfToken();
        }
        try (var second = EdgeServer.start(directory, Map.of())) {
            EdgeClient browser = second.client();
            browser.cookies.putAll(cookies);

            assertThat(browser.get("/api/v1/sessions").status()).isEqualTo(200);
            assertThat(browser.send("DELETE", "/api/v1/sessions/current", null, "X-CSRF-Token", csrfToken)
                            .status())
                    .isEqualTo(204);
        }
    }

    private Optional<String> failureOf(Map<String, String> overrides) {
        return StartupFailures.sentence(
                catchThrowable(() -> EdgeServer.start(directory, overrides).close()));
    }
}
