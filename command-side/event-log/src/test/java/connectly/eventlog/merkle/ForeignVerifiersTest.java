package connectly.eventlog.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the log publishes is verified by software that shares nothing with ours: Go's {@code sumdb} packages (Debian's
 * {@code golang-go} and {@code golang-golang-x-mod-dev}) and Sigstore's verifier (from npm).
 */
@Tag("faults")
class ForeignVerifiersTest {
    private static final Path GO_PACKAGES = Path.of("/usr/share/gocode");
    private static final Path BUILT = Path.of("target", "foreign-verifiers").toAbsolutePath();

    private static final List<String> NODE_FILES =
            List.of("package.json", "package-lock.json", ".npmrc", "verifylog.js");

    @TempDir
    static Path log;

    @BeforeAll
    static void publish() throws IOException {
        new PublishedLog(log);
    }

    @Test
    void goVerifiesTheLog() throws Exception {
        assertThat(run(goVerifier())).isEqualTo("0 verified");
    }

    /** Which check refuses is part of the test: a file that cannot be read would be refused too. */
    @ParameterizedTest
    @CsvSource({
        "leaf, bytes, 'inclusion: '",
        "leaf.tlog-proof, line 2, 'inclusion: '",
        "leaf.tlog-proof, line -4, 'checkpoint: invalid signature'",
        "leaf.tlog-proof, signature, 'checkpoint: invalid signature'",
        "old-checkpoint, line 2, 'old checkpoint: invalid signature'",
        "consistency, line 0, 'consistency: '",
        "consistency, line -1, 'consistency: '",
        "vkey, line 0, 'key: '",
        "tile/0/000, bytes, 'tiles: '",
        "tile/0/256, bytes, 'tiles: '",
        "tile/0/273.p/112, bytes, 'tiles: '",
        "tile/1/000, bytes, 'tiles: '",
        "tile/1/001.p/17, bytes, 'tiles: '",
        "tile/2/000.p/1, bytes, 'tiles: '"
    })
    void goRefusesALogWithOneBitFlipped(String file, String where, String reason) throws Exception {
        List<String> verifier = goVerifier();

        assertThat(runWithOneBitFlipped(verifier, file, where)).startsWith("1 " + reason);
        assertThat(run(verifier)).isEqualTo("0 verified");
    }

    @Test
    void sigstoreVerifiesTheLeaf() throws Exception {
        assertThat(run(nodeVerifier())).isEqualTo("0 verified");
    }

    @ParameterizedTest
    @CsvSource({
        "leaf, bytes, calculated root hash does not match",
        "leaf.tlog-proof, line 2, calculated root hash does not match",
        "leaf.tlog-proof, line -4, invalid checkpoint signature",
        "leaf.tlog-proof, signature, invalid checkpoint signature",
        "vkey, line 0, invalid checkpoint signature"
    })
    void sigstoreRefusesALeafWithOneBitFlipped(String file, String where, String reason) throws Exception {
        List<String> verifier = nodeVerifier();

        assertThat(runWithOneBitFlipped(verifier, file, where)).startsWith("1 " + reason);
        assertThat(run(verifier)).isEqualTo("0 verified");
    }

    private static String runWithOneBitFlipped(List<String> verifier, String name, String where) throws Exception {
        Path file = log.resolve(name);
        byte[] good = Files.readAllBytes(file);
        UnaryOperator<byte[]> flip = where.equals("bytes")
                ? PublishedLog::flipLastBit
                : content -> PublishedLog.flipInLine(content, line(where));
        Files.write(file, flip.apply(good));
        try {
            return run(verifier);
        } finally {
            Files.write(file, good);
        }
    }

    /** The signature is in the last line, which a newline ends. */
    private static int line(String where) {
        return where.equals("signature") ? -2 : Integer.parseInt(where.substring("line ".length()));
    }

    /** Built against the packages that Debian installs and none from elsewhere. */
    private static List<String> goVerifier() throws Exception {
        need(Files.isDirectory(GO_PACKAGES.resolve("src/golang.org/x/mod")), "golang-golang-x-mod-dev");
        need(isInstalled("go", "version"), "golang-go");
        Path program = BUILT.resolve("verifylog");
        Files.createDirectories(BUILT);
        ProcessBuilder build = new ProcessBuilder("go", "build", "-o", program.toString(), "src/test/go/verifylog.go");
        build.environment()
                .putAll(Map.of(
                        "GO111MODULE",
                        "off",
                        "GOFLAGS",
                        "",
                        "GOPATH",
                        GO_PACKAGES.toString(),
                        "GOCACHE",
                        BUILT.resolve("go-cache").toString()));
        assertThat(outcome(build)).isEqualTo("0 ");
        return List.of(program.toString());
    }

    /** Installed once, in the versions of the lock file. */
    private static List<String> nodeVerifier() throws Exception {
        need(isInstalled("npm", "--version"), "npm");
        Path installed = Files.createDirectories(BUILT.resolve("node"));
        for (String file : NODE_FILES) {
            Files.write(installed.resolve(file), Files.readAllBytes(Path.of("src/test/node", file)));
        }
        if (!Files.exists(installed.resolve("node_modules"))) {
            ProcessBuilder install = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            assertThat(outcome(install.directory(installed.toFile()))).startsWith("0 ");
        }
        return List.of("node", installed.resolve("verifylog.js").toString());
    }

    private static void need(boolean present, String tool) {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(present).as("%s is installed", tool).isTrue();
        }
        Assumptions.assumeTrue(present, tool + " is not installed; the log is not verified by it");
    }

    private static boolean isInstalled(String... command) throws InterruptedException {
        try {
            return outcome(new ProcessBuilder(command)).startsWith("0 ");
        } catch (IOException notFound) {
            return false;
        }
    }

    private static String run(List<String> verifier) throws Exception {
        List<String> command = new ArrayList<>(verifier);
        command.add(log.toString());
        return outcome(new ProcessBuilder(command));
    }

    /** Exit code and output. */
    private static String outcome(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        return process.waitFor() + " " + output;
    }
}
