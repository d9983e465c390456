package connectly.ops;

import connectly.eventlog.DataDirectory;
import connectly.eventlog.EventLog;
import connectly.eventlog.sealing.MasterKey;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rotate-master-key}: wraps the keys of the content with another master key. */
@Command(
        name = "rotate-master-key",
        description = {
            "Replace the master key, while the server is stopped.",
            "The new one is CONNECTLY_NEW_MASTER_KEY, the present one CONNECTLY_MASTER_KEY or the file master.key.",
            "The keys of the content are wrapped anew, all or none; the log itself is not touched.",
            "Backups of keys.db that were made before still need the old one."
        },
        mixinStandardHelpOptions = true)
public final class RotateMasterKeyCommand implements Callable<Integer> {
    private final Supplier<Installation> installation;
    private final Supplier<byte[]> nextKey;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /**
     * Makes the command.
     *
     * @param nextKey 32 bytes
     */
    public RotateMasterKeyCommand(Supplier<Installation> installation, Supplier<byte[]> nextKey) {
        this.installation = installation;
        this.nextKey = nextKey;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        MasterKey next = MasterKey.of(nextKey.get());
        Installation here = installation.get();
        try (DataDirectory data = here.hold();
                EventLog log = here.openLog(data)) {
            out.printf("Wrapped %,d keys with the new master key.%n", log.rewrapKeys(next));
            out.println("Now set CONNECTLY_MASTER_KEY to the new key; the old one opens nothing any more.");
            out.flush();
        }
        return 0;
    }
}
