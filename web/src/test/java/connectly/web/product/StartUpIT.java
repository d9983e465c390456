package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that cannot succeed ends at once, with exit code 1 and one sentence that says why. */
class StartUpIT {
    @Test
    void aDataDirectoryInUseStopsTheSecondStart() {
        try (RunningProduct first = RunningProduct.start();
                RunningProduct second = RunningProduct.stopped(Map.of("DATABASE_URL", "sqlite:" + first.data()))) {
            assertRefused(second.command("serve"), first.data().toString());

            ApiClient.browser(first).get("/ready").expect(200);
        }
    }

    @Test
    void aDataDirectoryThatIsAFileStopsTheStart(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("data"), "not a directory");
        try (RunningProduct product = RunningProduct.stopped(Map.of("DATABASE_URL", "sqlite:" + file))) {
            assertRefused(product.command("serve"), file.toString());

            assertThat(file).hasContent("not a directory");
        }
    }

    /** Linux lets nobody, not even root, make files in /sys, so this holds wherever the tests run. */
    @Test
    void aReadOnlyDataDirectoryStopsTheStart() {
        Path readOnly = Path.of("/sys");
        Assumptions.assumeTrue(Files.isDirectory(readOnly), "no /sys here: not Linux");
        assertThat(readOnly.resolve("connectly-probe").toFile().mkdir())
                .as("nothing can be made there")
                .isFalse();

        try (RunningProduct product = RunningProduct.stopped(Map.of("DATABASE_URL", "sqlite:" + readOnly))) {
            assertRefused(product.command("serve"), readOnly.toString());
        }
    }

    @Test
    void aLogOfANewerVersionStopsTheStartAndStaysAsItWas() throws SQLException {
        try (RunningProduct product = RunningProduct.start()) {
            product.stop();
            Path log = product.data().resolve("events.db");
            int ours = version(log);
            setVersion(log, 999);

            assertRefused(product.command("serve"), "newer");

            assertThat(version(log)).isEqualTo(999);
            setVersion(log, ours);
            product.resume();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTLY_ENV, production",
        "CONNECTLY_LIMITS, none",
        "SERVER_PORT, eighty",
        "DATABASE_URL, mysql://localhost/chat"
    })
    void aSettingThatMakesNoSenseStopsTheStart(String name, String value) {
        try (RunningProduct product = RunningProduct.stopped(Map.of(name, value))) {
            assertRefused(product.command("serve"), name);
        }
    }

    @Test
    void relaxedLimitsAreRefusedInProduction() {
        Map<String, String> production = Map.of(
                "CONNECTLY_ENV", "prod",
                "SECRET_KEY", "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTMyYnk=",
                "CONNECTLY_MASTER_KEY", "bWFzdGVyLW1hc3Rlci1tYXN0ZXItbWFzdGVyLTMyYnk=",
                "CONNECTLY_LIMITS", "relaxed");
        try (RunningProduct product = RunningProduct.stopped(production)) {
            assertRefused(product.command("serve"), "CONNECTLY_LIMITS");
        }
    }

    private static void assertRefused(Outcome outcome, String reason) {
        List<String> said =
                outcome.stderr().lines().filter(line -> !line.isBlank()).toList();
        assertThat(outcome.exitCode()).as("exit code after %s", outcome).isEqualTo(1);
        assertThat(said).as("what it says: %s", outcome).hasSize(1);
        assertThat(said.getFirst()).contains(reason).endsWith(".");
        assertThat(outcome.stdout() + outcome.stderr())
                .doesNotContain("\tat ")
                .doesNotContainPattern("Exception|Caused by|Error:");
    }

    private static int version(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA user_version")) {
            return rows.getInt(1);
        }
    }

    private static void setVersion(Path database, int version) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + version);
        }
    }
}
