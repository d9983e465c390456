package connectly.ops;

import connectly.eventlog.DataDirectory;
import connectly.eventlog.EventLog;
import java.io.PrintWriter;
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
    private final Supplier<Installation> installation;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    public RebuildCommand(Supplier<Installation> installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation here = installation.get();
        try (DataDirectory data = here.hold();
                EventLog log = here.openLog(data)) {
            ReadModelRebuild.Outcome outcome;
            try (Progress progress = new Progress(out)) {
                outcome = new ReadModelRebuild(data, log).run(progress);
            }
            out.printf("Rebuilt %s from %,d events.%n", outcome.file().getFileName(), outcome.events());
            out.println("Digest " + outcome.digest() + outcome.comparison().words());
            out.flush();
        }
        return 0;
    }
}
