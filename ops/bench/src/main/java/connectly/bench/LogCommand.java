package connectly.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench log}: the log and the read model, without the network. */
@Command(
        name = "log",
        description = "Measure the log and the read model against SQLite alone and the disk alone.",
        footer = {
            "",
            "Only the ratios say something: both sides of each are measured in turn, in the same rounds.",
            "  engine-N    appends by N callers, each waiting for its own to be on disk",
            "  command-N   SendMessage with N in flight, from the gateway to the answer",
            "  raw-64      the same rows, inserted with JDBC alone, 64 messages a commit",
            "  growth      appends to a large log by 64 callers, as a multiple of the time on a small one",
            "  rebuild     the read model made anew, against an insert of its rows, 512 events a commit"
        },
        mixinStandardHelpOptions = true)
final class LogCommand implements Callable<Integer> {
    private static final double MILLIS_OF_A_SECOND = 1e3;
    /** The people and their conversations, and messages enough for {@link RawLog} to take its rows from. */
    private static final long LEAST_EVENTS = 2_000;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Rounds, of which the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "2",
            description = "Seconds of a subject in a round; twice as long to warm up (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            defaultValue = ".*",
            description = "Lines of the table to measure, such as 'command-.*|rebuild' (default: all).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Pattern only;

    @Option(
            names = "--events",
            defaultValue = "100000",
            description = "Events that every log begins with (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--large",
            paramLabel = "EVENTS",
            defaultValue = "1000000",
            description = "Events in the large log of growth (default: ${DEFAULT-VALUE}).")
    private long large;

    @Option(
            names = "--dir",
            defaultValue = ".",
            description = "Where to make the files, on the disk to be measured; they are deleted at the end"
                    + " (default: the working directory).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || seconds <= 0 || events < LEAST_EVENTS || large < events) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There must be at least 1 round, some time, %,d events, and no fewer in the large log."
                            .formatted(LEAST_EVENTS));
        }
        Duration about = Duration.ofMillis(Math.round(seconds * MILLIS_OF_A_SECOND));
        try (Workspace workspace = Workspace.in(directory, events)) {
            LogBench bench = new LogBench(workspace, name -> only.matcher(name).matches(), large);
            if (bench.comparisons().isEmpty()) {
                throw new ParameterException(spec.commandLine(), "No line of the table has such a name: " + only);
            }
            bench.run(rounds, about);
            Report report = new Report(spec.commandLine().getOut());
            report.machine();
            report.disk(bench.disk());
            report.table(bench.comparisons());
        }
        return 0;
    }
}
