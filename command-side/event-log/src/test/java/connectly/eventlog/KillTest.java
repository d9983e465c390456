package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kill -9} in the middle of the load: the disk works, so whatever was written before is there. */
class KillTest {
    private static final int MOST_ACKS = 1_000;

    @TempDir
    Path directory;

    static LongStream seeds() {
        return FaultRun.seeds(KillTest.class, 3, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aKilledProcessLosesNothingItAcknowledgedAndStoresNothingTwice(long seed) throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        RestartedLog.prepare(data);
        int acks = 1 + new Random(seed).nextInt(MOST_ACKS);
        try (FaultProcess load = FaultProcess.start(
                directory, Map.of(), LoadProcess.class, data.toString(), Integer.toString(Integer.MAX_VALUE))) {
            assertThat(load.awaitAcks(acks)).as("%d acknowledgements", acks).isTrue();
            load.kill();
            assertThat(load.await()).as("ended by the kill").isEqualTo(FaultProcess.KILLED);
            assertThat(load.report().end()).as("in the middle of the load").isEmpty();

            RestartedLog.open(data).assertKeeps(load.report());
        }
    }
}
