package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.eventlog.LoadReport.Ack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The power fails at some write, and a random part of what no sync covered is not on disk. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the shim is loaded with LD_PRELOAD")
class PowerLossTest {
    private static final int FIRST_WRITE = 200;
    private static final int LAST_WRITE = 4_000;

    /** Pages between checkpoints: with the small ones the power often fails in one. The last is SQLite's default. */
    private static final List<Integer> CHECKPOINTS = List.of(10, 100, 1_000);

    private static FaultShim shim;

    @TempDir
    Path directory;

    @BeforeAll
    static void compile() throws Exception {
        shim = FaultShim.compile();
    }

    static LongStream seeds() {
        return FaultRun.seeds(PowerLossTest.class, 4, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingAcknowledgedIsLost(long seed) throws Exception {
        Loss loss = losePower("FULL", seed);

        loss.restarted().assertKeeps(loss.report());
    }

    /** The control: if a log that syncs too seldom passed as well, the test above would prove nothing. */
    @Test
    void withoutASyncAtEachCommitTheSameTestLosesAcknowledgedEvents() throws Exception {
        List<Ack> lost = List.of();
        PrimitiveIterator.OfLong seeds =
                FaultRun.seeds(PowerLossTest.class, 10, 40).iterator();
        while (lost.isEmpty() && seeds.hasNext()) {
            Loss loss = losePower("NORMAL", seeds.nextLong());
            lost = loss.restarted().lost(loss.report());
        }

        assertThat(lost).as("acknowledged, and lost").isNotEmpty();
    }

    private record Loss(LoadReport report, RestartedLog restarted) {}

    private Loss losePower(String synchronous, long seed) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory(directory, "seed" + seed);
        Path data = Files.createDirectory(scratch.resolve("data"));
        RestartedLog.prepare(data);
        Random random = new Random(seed);
        int write = random.nextInt(FIRST_WRITE, LAST_WRITE);
        int pages = CHECKPOINTS.get(random.nextInt(CHECKPOINTS.size()));
        try (FaultProcess load = FaultProcess.start(
                scratch,
                shim.powerLoss(data, write, seed),
                LoadProcess.class,
                data.toString(),
                Integer.toString(Integer.MAX_VALUE),
                "synchronous = " + synchronous,
                "wal_autocheckpoint = " + pages)) {
            assertThat(load.await()).as("ended by the shim").isEqualTo(FaultProcess.KILLED);
            assertThat(load.faults())
                    .as("one line a file")
                    .hasSize(2)
                    .allMatch(fault -> fault.startsWith("fault: power loss at write " + write + ":"));
            assertThat(load.report().acks()).as("in the middle of the load").isNotEmpty();
            return new Loss(load.report(), RestartedLog.open(data));
        }
    }
}
