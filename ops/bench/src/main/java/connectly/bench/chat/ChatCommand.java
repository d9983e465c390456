package connectly.bench.chat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench chat}: load on a running product over its public contract. */
@Command(
        name = "chat",
        description = "Put load on a running product, measure it, and check every frame meanwhile.",
        footer = {
            "",
            "Each scenario has a server of its own, with an empty data directory, unless --url names one.",
            "A fault (a message lost, doubled, reordered, wrongly acknowledged) ends it, and the exit code is 1.",
            "docs/benchmarks.md says what each scenario does and how to read its figures."
        },
        mixinStandardHelpOptions = true)
public final class ChatCommand implements Callable<Integer> {
    private static final double MILLIS_OF_A_SECOND = 1e3;
    private static final double MILLIS_OF_A_MINUTE = 60e3;
    private static final int HTTP_PORT = 80;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            defaultValue = "a b c l",
            split = " ",
            description =
                    "a, b, c, l, push, d1000, d5000, d10000, e, slow, storm, churn, kill (default: ${DEFAULT-VALUE}).")
    private List<String> names = List.of();

    @Option(names = "--seconds", defaultValue = "10", description = "Seconds that count (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Seconds before them (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "Minutes of the scenario churn (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "How often all of them are run, in turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Add each result to this file, a line of JSON each.")
    private @Nullable Path json;

    @Option(
            names = "--jar",
            defaultValue = "${sys:connectly.jar:-web/target/connectly.jar}",
            description = "The product to start, with the JVM's cache beside it if there is one"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path jar;

    @Option(
            names = "--jvm-option",
            paramLabel = "OPTION",
            description = "For its JVM, such as -XX:StartFlightRecording=filename=/tmp/a.jfr; may be repeated.")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--dir",
            defaultValue = ".",
            description = "Where to make its data directory, on the disk to be measured; it is deleted at the end"
                    + " (default: the working directory).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path directory;

    @Option(names = "--url", description = "A running server instead, with CONNECTLY_LIMITS=relaxed.")
    private @Nullable URI url;

    @Option(
            names = "--admin-token",
            defaultValue = "${env:CONNECTLY_ADMIN_TOKEN}",
            description = "Its CONNECTLY_ADMIN_TOKEN (default: that variable).")
    private @Nullable String adminToken;

    @Option(names = "--pid", description = "Its process, if that is on this machine, to count what it uses.")
    private @Nullable Long pid;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Scenario> scenarios = names.stream().map(this::scenario).toList();
        if (rounds < 1 || seconds <= 0 || warmUp < 0 || minutes <= 0) {
            throw wrong("There must be at least 1 round and some time.");
        }
        Results results = new Results(spec.commandLine().getOut(), json);
        for (int round = 1; round <= rounds; round++) {
            for (Scenario scenario : scenarios) {
                results.add(scenario, round, this::run);
            }
        }
        return results.faults() == 0 ? 0 : 1;
    }

    private Scenario scenario(String name) {
        return Scenarios.named(name).orElseThrow(() -> wrong("There is no scenario " + name + "."));
    }

    private Outcome run(Scenario scenario) throws IOException, InterruptedException {
        if (url != null) {
            return scenario.run(run(named(url), null));
        }
        try (OwnServer own = OwnServer.in(directory, jar, jvmOptions)) {
            own.start();
            return scenario.run(run(own.product(), own));
        }
    }

    private Product named(URI server) {
        if (adminToken == null || adminToken.isBlank() || server.getHost() == null) {
            throw wrong("A running server needs a --url such as http://127.0.0.1:8080, and its --admin-token.");
        }
        int port = server.getPort() < 0 ? HTTP_PORT : server.getPort();
        return new Product(
                new InetSocketAddress(server.getHost(), port),
                adminToken,
                pid == null ? OptionalLong.empty() : OptionalLong.of(pid));
    }

    private Run run(Product product, @Nullable OwnServer own) {
        return new Run(
                product,
                own,
                Duration.ofMillis(Math.round(warmUp * MILLIS_OF_A_SECOND)),
                Duration.ofMillis(Math.round(seconds * MILLIS_OF_A_SECOND)),
                Duration.ofMillis(Math.round(minutes * MILLIS_OF_A_MINUTE)),
                new Progress(spec.commandLine().getErr()));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
