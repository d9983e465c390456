package connectly.ops;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: what there is to know of an installation, and what is wrong with it. */
@Command(
        name = "doctor",
        description = {
            "Say how the installation is: its directory, log, keys and read model, and the log's VERIFIER KEY, which "
                    + "outsiders should keep.",
            "It only reads, and may run beside the server. Whether the log is what was written: see verify."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all is well", "1:something is wrong; its line says what", "2:wrong usage"})
public final class DoctorCommand implements Callable<Integer> {
    private final Supplier<Installation> installation;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    public DoctorCommand(Supplier<Installation> installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        List<Checkup.Line> lines = new Checkup(installation.get()).lines();
        PrintWriter out = spec.commandLine().getOut();
        for (Checkup.Line line : lines) {
            out.printf("%-6s %-15s  %s%n", line.isWell() ? "ok" : "WRONG", line.topic(), line.text());
        }
        out.flush();
        return lines.stream().allMatch(Checkup.Line::isWell) ? 0 : 1;
    }
}
