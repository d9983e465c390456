package connectly.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LogCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRunPrintsALineForEachSubjectAndLeavesNoFiles() throws IOException {
        int code = run("--rounds", "1", "--seconds", "0.05", "--only", "engine-8|command-1|rebuild");

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("cores", "SQLite", "fdatasync of one page")
                .containsPattern("(?m)^engine-8 +[\\d,]+ +[\\d.]+ +[\\d.]+ +raw-64 +[\\d.]+$")
                .containsPattern("(?m)^command-1 .* fdatasync +[\\d.]+ +<= 3.00 +(met|MISSED)$")
                .containsPattern("(?m)^rebuild .* raw insert +[\\d.]+ +>= 0.75 +(met|MISSED)$")
                .doesNotContain("engine-64");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aNameThatNoLineHasIsAMistake() {
        assertThat(run("--rounds", "1", "--only", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("nonsense");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsSaidInOneSentence() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThat(run("--dir", file.toString())).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("The directory %s cannot be written.".formatted(file));
    }

    /** The later of two options counts, so a test can name its own directory. */
    private int run(String... options) {
        CommandLine command = Bench.commandLine()
                .setOverwrittenOptionsAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return command.execute(
                Stream.concat(Stream.of("log", "--events", "2000", "--dir", directory.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }
}
