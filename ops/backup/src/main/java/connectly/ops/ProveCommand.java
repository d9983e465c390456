package connectly.ops;

import connectly.eventlog.EventLogException;
import connectly.eventlog.StoredLog;
import connectly.eventlog.merkle.TlogProof;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prove}: makes a proof that an event is in the log, which holds without the log. */
@Command(
        name = "prove",
        description = {
            "Write a proof that an event is in the log (FILE.tlog-proof, in the format of c2sp.org/tlog-proof) and "
                    + "the bytes that are proved (FILE.leaf). Whoever has the log's verifier key can check the two "
                    + "without the log.",
            "It needs no key, changes nothing in the log, and may run beside the server."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:both files were written",
            "1:there is no such proof, or it could not be made",
            "2:wrong usage"
        })
public final class ProveCommand implements Callable<Integer> {
    private static final String PROOF = ".tlog-proof";
    private static final String LEAF = ".leaf";

    private final Supplier<Installation> installation;

    @Parameters(paramLabel = "POSITION", description = "The event's position in the log, from 1.")
    private long position;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the two files go, without their endings. Default: event-POSITION, here.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    public ProveCommand(Supplier<Installation> installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        try (StoredLog log = StoredLog.open(installation.get().files().events())) {
            TlogProof proof = log.proof(position).orElseThrow(() -> new EventLogException(whyNot(log)));
            StoredLog.Latest latest = log.checkpoint().orElseThrow();
            write(PROOF, proof.bytes());
            write(LEAF, log.leaf(position).orElseThrow());
            PrintWriter words = spec.commandLine().getOut();
            words.printf(
                    "Event %,d is proved by the checkpoint over %,d events: %s, %s%n",
                    position, latest.size(), file(PROOF), file(LEAF));
            words.println("Verifier key: " + latest.key());
            words.flush();
        }
        return 0;
    }

    private String whyNot(StoredLog log) {
        long head = log.head();
        return position < 1 || position > head
                ? "There is no event %,d: the log has %,d.".formatted(position, head)
                : "No checkpoint covers event %,d yet: the newest covers %,d. Ask again in a second."
                        .formatted(
                                position,
                                log.checkpoint().map(StoredLog.Latest::size).orElse(0L));
    }

    private void write(String ending, byte[] content) {
        try {
            Files.write(file(ending), content);
        } catch (IOException e) {
            throw new EventLogException("The file %s cannot be written.".formatted(file(ending)), e);
        }
    }

    private Path file(String ending) {
        String name = out == null ? "event-" + position : out.toString();
        return Path.of((name.endsWith(PROOF) ? name.substring(0, name.length() - PROOF.length()) : name) + ending);
    }
}
