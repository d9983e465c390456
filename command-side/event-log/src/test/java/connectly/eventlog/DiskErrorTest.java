package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One write or sync fails, and the next ones succeed: the case in which going on as if nothing had been is tempting. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the shim is loaded with LD_PRELOAD")
class DiskErrorTest {
    /** Enough for more than fifty commits, even if all workers were always in one. */
    private static final int EVENTS_A_WORKER = 60;

    /** Few pages, so that some of the first fifty writes and syncs are those of checkpoints. */
    private static final String CHECKPOINTS = "wal_autocheckpoint = 10";

    private static FaultShim shim;

    @TempDir
    Path directory;

    @BeforeAll
    static void compile() throws Exception {
        shim = FaultShim.compile();
    }

    static Stream<Arguments> errors() {
        return Stream.of("write", "sync")
                .flatMap(kind -> Stream.of("EIO", "ENOSPC")
                        .flatMap(errno -> counts().mapToObj(at -> Arguments.of(errno, kind, at))));
    }

    private static IntStream counts() {
        return FaultRun.isLong() ? IntStream.rangeClosed(1, 50) : IntStream.of(1, 2, 17);
    }

    @ParameterizedTest(name = "{0} at {1} {2}")
    @MethodSource("errors")
    void theLogStopsOrRefusesAndNeverAcknowledgesFalsely(String errno, String kind, int at) throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        RestartedLog.prepare(data);
        try (FaultProcess load = FaultProcess.start(
                directory,
                shim.error(data, kind, at, errno),
                LoadProcess.class,
                data.toString(),
                Integer.toString(EVENTS_A_WORKER),
                CHECKPOINTS)) {
            assertThat(load.await()).as("ended in order").isZero();
            assertThat(load.faults()).hasSize(1);
            String fault = load.faults().getFirst();
            assertThat(fault).startsWith("fault: %s at %s %d".formatted(errno, kind, at));

            LoadReport report = load.report();
            if (hitACommit(fault)) {
                assertThat(report.end()).containsExactly("stopped");
                assertThat(report.failed()).hasSize(LoadProcess.WORKERS);
            } else if (report.end().equals(List.of("going on"))) {
                // A checkpoint that fails takes nothing away from the write-ahead log, and is made again later.
                assertThat(report.acks()).hasSize(LoadProcess.WORKERS * EVENTS_A_WORKER);
            }
            RestartedLog.open(data).assertKeeps(report);
        }
    }

    /** Only commits write to the write-ahead log. A checkpoint syncs it once more, when there is nothing left to sync. */
    private static boolean hitACommit(String fault) {
        return fault.contains("events.db-wal") && !fault.endsWith(" of 0 unsynced sectors");
    }
}
