package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void anUnknownCommandShowsTheUsageAndExitsWithTwo() {
        assertThat(commandLine.execute("servee")).isEqualTo(2);
        assertThat(err.toString()).contains("servee", "Usage: connectly");
    }

    @Test
    void noCommandShowsTheUsageAndExitsWithTwo() {
        assertThat(commandLine.execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Say which command to run", "Usage: connectly");
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(commandLine.execute("--help")).isZero();
        assertThat(out.toString()).contains("serve");
        assertThat(commandLine.execute("help", "serve")).isZero();
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(commandLine.execute("--version")).isZero();
        assertThat(out.toString()).startsWith("connectly ");
    }
}
