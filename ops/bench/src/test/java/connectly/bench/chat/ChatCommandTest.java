package connectly.bench.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import connectly.bench.BenchCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatCommandTest {
    private static final Path PRODUCT = Path.of("../../web/target/connectly.jar");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path directory;

    private final BenchCommands bench = new BenchCommands();

    @Test
    void aShortRunChecksEverythingAndLeavesNoFiles() throws IOException {
        assumeTrue(Files.exists(PRODUCT), "the product is not built here: mvn -pl web -am package");
        Path data = Files.createDirectory(directory.resolve("data"));
        Path json = directory.resolve("results.jsonl");

        int code = run(
                "l",
                "--jar",
                PRODUCT.toString(),
                "--dir",
                data.toString(),
                "--json",
                json.toString(),
                "--seconds",
                "1",
                "--warm-up",
                "0.5");

        assertThat(code).as(bench.out()).isZero();
        assertThat(bench.out())
                .contains("100 x 10 members", "acked a second", "checked messages, all of the run")
                .doesNotContain("FAULT");
        assertThat(Files.readAllLines(json)).singleElement().asString().contains("\"scenario\":\"l\"", "ackMillis");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aScenarioThatIsNotThereIsAMistake() {
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(bench.err()).contains("nonsense");
    }

    @Test
    void aProductThatIsNotBuiltIsSaidInOneSentenceWithTheCommandThatBuildsIt() {
        Path jar = directory.resolve("none.jar");

        assertThat(run("a", "--jar", jar.toString(), "--dir", directory.toString()))
                .isEqualTo(1);
        assertThat(bench.err().strip())
                .isEqualTo("There is no %s. Without --jar, ./connectly bench chat builds the product.".formatted(jar));
    }

    @Test
    void aServerWithoutItsTokenIsAMistake() {
        assertThat(run("a", "--url", "http://127.0.0.1:1", "--admin-token", "")).isEqualTo(2);
        assertThat(bench.err()).contains("--admin-token");
    }

    private int run(String... options) {
        return bench.run(Stream.concat(Stream.of("chat"), Stream.of(options)).toArray(String[]::new));
    }
}
