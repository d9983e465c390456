package connectly.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.chatlog.ChatLog;
import connectly.eventlog.DataDirectory;
import connectly.eventlog.EventLog;
import connectly.eventlog.EventLogException;
import connectly.eventlog.sealing.MasterKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RotateMasterKeyTest {
    private static final byte[] OLD = new byte[MasterKey.LENGTH];
    private static final byte[] NEXT = new byte[MasterKey.LENGTH];

    static {
        Arrays.fill(NEXT, (byte) 1);
    }

    @TempDir
    Path path;

    @Test
    void afterwardsOnlyTheNewMasterKeyOpensTheLogWhichWasNotTouched() throws IOException {
        open(OLD);
        byte[] log = Files.readAllBytes(path.resolve("events.db"));
        StringWriter out = new StringWriter();

        int status = new CommandLine(
                        new RotateMasterKeyCommand(() -> new Installation(path, OLD::clone, _ -> {}), NEXT::clone))
                .setOut(new PrintWriter(out))
                .execute();

        assertThat(status).isZero();
        assertThat(out.toString()).contains("Wrapped 2 keys", "Now set CONNECTLY_MASTER_KEY");
        assertThat(Files.readAllBytes(path.resolve("events.db"))).isEqualTo(log);
        assertThatThrownBy(() -> open(OLD))
                .isInstanceOf(EventLogException.class)
                .hasMessageContaining("master key does not open");
        open(NEXT);
    }

    private void open(byte[] master) {
        try (DataDirectory data = DataDirectory.open(path);
                EventLog log = ChatLog.open(data, MasterKey.of(master))) {
            assertThat(log.head()).isZero();
        }
    }
}
