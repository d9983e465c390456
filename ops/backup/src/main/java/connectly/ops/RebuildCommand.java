package connectly.ops;

import connectly.eventlog.DataDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rebuild}: makes the read model anew from the log. */
@Command(
        name = "rebuild",
        description = {
            "Make the read model anew from the log, while the server is stopped.",
            "The new generation is built beside the old one and replaces it only when it is complete."
        },
        mixinStandardHelpOptions = true)
public final class RebuildCommand implements Callable<Integer> {
    private final Supplier<Path> dataDirectory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /**
     * Makes the command.
     *
     * @param dataDirectory asked only when the command runs, as the settings may be wrong
     */
    public RebuildCommand(Supplier<Path> dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (DataDirectory data = DataDirectory.open(dataDirectory.get())) {
            ReadModelRebuild.Outcome outcome = new ReadModelRebuild(data).run(new Progress(out));
            out.printf("Rebuilt %s from %,d events.%n", outcome.file().getFileName(), outcome.events());
            out.println("Digest " + outcome.digest() + outcome.comparison().words());
            out.flush();
        }
        return 0;
    }
}
