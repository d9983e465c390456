package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A disk that takes its time: callers hear at once that the log is busy, and what was accepted is stored. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the shim is loaded with LD_PRELOAD")
class SlowSyncTest {
    private static FaultShim shim;

    @TempDir
    Path directory;

    @BeforeAll
    static void compile() throws Exception {
        shim = FaultShim.compile();
    }

    static IntStream delays() {
        return FaultRun.isLong() ? IntStream.of(50, 500) : IntStream.of(50);
    }

    @ParameterizedTest(name = "{0} ms a sync")
    @MethodSource("delays")
    void theQueueIsBoundedAndWhatItTookIsStored(int millis) throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        RestartedLog.prepare(data);
        try (FaultProcess burst =
                FaultProcess.start(directory, shim.slowSync(data, millis), BurstProcess.class, data.toString())) {
            assertThat(burst.await()).as("refused at its bound").isZero();

            LoadReport report = burst.report();
            assertThat(report.refused())
                    .as("refused once, stored when tried again")
                    .hasSize(1);
            assertThat(report.acks()).last().returns(report.refused().getFirst(), LoadReport.Ack::id);
            assertThat(report.end()).containsExactly("going on");
            assertThat(burst.faults())
                    .as("slow syncs, at least one a batch")
                    .hasSizeGreaterThanOrEqualTo(report.acks().size() / BurstProcess.BATCH);
            RestartedLog restarted = RestartedLog.open(data);
            restarted.assertKeeps(report);
            assertThat(restarted.events()).hasSize(1 + report.acks().size());
        }
    }
}
