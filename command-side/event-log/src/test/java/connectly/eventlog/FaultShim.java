package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Compiles {@code src/test/c/fault-shim.c}, which says what each fault is, and loads it into a process. */
final class FaultShim {
    private static final Path SOURCE = Path.of("src", "test", "c", "fault-shim.c");

    /** Where Maven puts what it builds; tests run in the directory of their module. */
    private static final Path LIBRARY = Path.of("target", "fault-shim.so").toAbsolutePath();

    private FaultShim() {}

    /** Skips the test where there is no gcc, but never in CI. */
    static FaultShim compile() throws IOException, InterruptedException {
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(
                    isGccInstalled(),
                    "gcc or libc6-dev is not installed here; ./connectly test installs it or says so");
        }
        Process gcc = gcc(
                "-shared",
                "-fPIC",
                "-O1",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                LIBRARY.toString(),
                SOURCE.toString(),
                "-ldl",
                "-pthread");
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(gcc.waitFor()).as(said).isZero();
        return new FaultShim();
    }

    /** Without the C library's headers it compiles nothing. The launcher asks in the same way. */
    private static boolean isGccInstalled() throws InterruptedException {
        try {
            Process gcc = gcc("-E", "-include", "stdio.h", "-x", "c", "/dev/null", "-o", "/dev/null");
            return gcc.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Process gcc(String... arguments) throws IOException {
        ProcessBuilder gcc = new ProcessBuilder("gcc").redirectErrorStream(true);
        gcc.command().addAll(List.of(arguments));
        return gcc.start();
    }

    /** The environment of a process whose log in {@code directory} loses power after its {@code write}th write. */
    Map<String, String> powerLoss(Path directory, int write, long seed) throws IOException {
        return environment(
                directory,
                Map.of(
                        "FAULT_KIND", "power-loss",
                        "FAULT_AT", Integer.toString(write),
                        "FAULT_SEED", Long.toString(seed)));
    }

    /** @param kind {@code write} or {@code sync} */
    Map<String, String> error(Path directory, String kind, int at, String errno) throws IOException {
        return environment(
                directory,
                Map.of(
                        "FAULT_KIND",
                        kind + "-error",
                        "FAULT_AT",
                        Integer.toString(at),
                        "FAULT_ERRNO",
                        errno,
                        "FAULT_SEED",
                        Integer.toString(at)));
    }

    Map<String, String> slowSync(Path directory, int millis) throws IOException {
        return environment(directory, Map.of("FAULT_KIND", "slow-sync", "FAULT_MILLIS", Integer.toString(millis)));
    }

    private Map<String, String> environment(Path directory, Map<String, String> fault) throws IOException {
        // The shim compares with the path that the kernel gives, which has no symbolic links.
        Path file = FaultLog.file(directory.toRealPath());
        Map<String, String> environment = new HashMap<>(fault);
        environment.put("LD_PRELOAD", LIBRARY.toString());
        environment.put("FAULT_FILE", file.toString());
        return environment;
    }
}
