package connectly.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String LONG_SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    @Test
    void nothingNeedsToBeSetInDev() {
        Settings settings = SettingsReader.read(Map.of());

        assertThat(settings.stage()).isEqualTo(Stage.DEV);
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.bindAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.managementPort()).isNull();
        assertThat(settings.dataDirectory()).isEqualTo(Path.of("./data"));
        assertThat(settings.limited()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONNECTLY_ENV          | test             | CONNECTLY_ENV must be one of dev, staging, prod, not "test"
            SERVER_PORT            | http             | SERVER_PORT must be a port between 0 and 65535
            SERVER_PORT            | 65536            | SERVER_PORT must be a port between 0 and 65535
            MANAGEMENT_PORT        | -1               | MANAGEMENT_PORT must be a port between 0 and 65535
            MANAGEMENT_PORT        | 8080             | MANAGEMENT_PORT must differ from SERVER_PORT
            CONNECTLY_BIND         | localhost        | CONNECTLY_BIND must be an IP address
            CONNECTLY_BEHIND_PROXY | yes              | CONNECTLY_BEHIND_PROXY must be true or false, not "yes"
            DATABASE_URL           | postgresql://h/d | DATABASE_URL names PostgreSQL, which is not supported yet
            DATABASE_URL           | ./data           | DATABASE_URL must be sqlite:DIRECTORY
            DATABASE_URL           | sqlite:          | DATABASE_URL must be sqlite:DIRECTORY
            SECRET_KEY             | short-one        | SECRET_KEY must have at least 32 characters
            CONNECTLY_MASTER_KEY   | not-a-key        | CONNECTLY_MASTER_KEY must be 32 random bytes in base64
            CONNECTLY_ADMIN_TOKEN  | short-one        | CONNECTLY_ADMIN_TOKEN must have at least 32 characters
            CONNECTLY_LIMITS       | none             | CONNECTLY_LIMITS must be one of standard, relaxed, not "none"
            """)
    void aWrongValueIsNamedWithWhatIsAllowed(String name, String value, String sentence) {
        assertThatThrownBy(() -> SettingsReader.read(Map.of(name, value)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void everythingWrongIsNamedAtOnceAndNoSecretIsRepeated() {
        assertThatThrownBy(() -> SettingsReader.read(
                        Map.of("CONNECTLY_ENV", "prod", "SECRET_KEY", "hunter2", "CONNECTLY_LIMITS", "relaxed")))
                .hasMessageContaining("SECRET_KEY")
                .hasMessageContaining("CONNECTLY_MASTER_KEY must be set")
                .hasMessageContaining("CONNECTLY_LIMITS must be standard in prod")
                .message()
                .doesNotContain("hunter2", "\n");
    }

    @Test
    void prodStartsWithItsSecretsAndPrintsNone() {
        Settings settings = SettingsReader.read(
                Map.of("CONNECTLY_ENV", "prod", "SECRET_KEY", LONG_SECRET, "CONNECTLY_MASTER_KEY", MASTER_KEY));

        assertThat(settings.bindAddress()).isEqualTo("0.0.0.0");
        assertThat(settings.toString()).doesNotContain(LONG_SECRET, MASTER_KEY);
        assertThat(settings.springProperties().toString()).doesNotContain(LONG_SECRET, MASTER_KEY);
        assertThat(Secrets.of(settings).masterKey()).isEqualTo(new byte[32]);
    }

    @Test
    void theEnvironmentWinsOverTheDotEnvFile() throws IOException {
        Path file = Files.writeString(directory.resolve(".env"), """
                # a comment
                export SERVER_PORT=9000
                CONNECTLY_LIMITS="relaxed"

                DATABASE_URL = 'sqlite:/tmp/with space'
                """);

        assertThat(DotEnv.beneath(new HashMap<>(Map.of("SERVER_PORT", "9001")), file))
                .containsEntry("SERVER_PORT", "9001")
                .containsEntry("CONNECTLY_LIMITS", "relaxed")
                .containsEntry("DATABASE_URL", "sqlite:/tmp/with space");
        assertThat(DotEnv.beneath(Map.of(), directory.resolve("absent"))).isEmpty();
    }

    @Test
    void aBrokenDotEnvLineIsNamedByNumberAndNotRepeated() throws IOException {
        Path file = Files.writeString(directory.resolve(".env"), "A=b\nthe secret\n");

        assertThatThrownBy(() -> DotEnv.beneath(Map.of(), file))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("Line 2")
                .message()
                .doesNotContain("the secret");
    }

    @Test
    void devMakesItsKeysOnceForItsOwnerOnly() throws IOException {
        Path data = directory.resolve("data");
        Settings settings = SettingsReader.read(Map.of("DATABASE_URL", "sqlite:" + data));

        Secrets first = Secrets.of(settings);
        Secrets second = Secrets.of(settings);

        assertThat(first.masterKey()).hasSize(32).isEqualTo(second.masterKey()).isNotEqualTo(new byte[32]);
        assertThat(first.secretKey()).isEqualTo(second.secretKey());
        for (String name : new String[] {"master.key", "secret.key"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aDamagedMasterKeyIsNotReplaced() throws IOException {
        Files.writeString(directory.resolve("master.key"), "half a k");
        Settings settings = SettingsReader.read(Map.of("DATABASE_URL", "sqlite:" + directory));

        assertThatThrownBy(() -> Secrets.of(settings))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("master.key")
                .message()
                .doesNotContain("half a k");
    }
}
