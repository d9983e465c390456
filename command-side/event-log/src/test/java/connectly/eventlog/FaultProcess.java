package connectly.eventlog;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that appends to a log, as the test that started it sees it. */
final class FaultProcess implements AutoCloseable {
    /** What the JVM gives for a process that a signal ended: 128 and SIGKILL. */
    static final int KILLED = 128 + 9;

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader stdout;
    private final Path stderr;
    private final LoadReport report = LoadReport.empty();

    private FaultProcess(Process process, Path stderr) {
        this.process = process;
        this.stdout = process.inputReader();
        this.stderr = stderr;
        // A process that hangs is ended, which its test then finds out from what it did not tell.
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }

    /** @param scratch a directory of this process alone, for its stderr and the driver's library */
    static FaultProcess start(Path scratch, Map<String, String> environment, Class<?> main, String... arguments)
            throws IOException {
        Path stderr = scratch.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Most of these processes live for a second: it goes into starting.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        return new FaultProcess(builder.redirectError(stderr.toFile()).start(), stderr);
    }

    /** Returns as soon as so many appends were acknowledged; false if it ended before. */
    boolean awaitAcks(int count) throws IOException {
        while (report.acks().size() < count) {
            String line = stdout.readLine();
            if (line == null) {
                return false;
            }
            report.read(line);
        }
        return true;
    }

    /** As {@code kill -9}. By its handle, as the process itself would close stdout with what is still unread in it. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits for its end and gives the exit code. */
    int await() throws IOException, InterruptedException {
        for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
            report.read(line);
        }
        return process.waitFor();
    }

    /** All that it told; whole once it has ended. */
    LoadReport report() {
        return report;
    }

    /** What the shim says that it did. */
    List<String> faults() throws IOException {
        try (Stream<String> lines = Files.lines(stderr)) {
            return lines.filter(line -> line.startsWith("fault: ")).toList();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
