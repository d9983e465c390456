package connectly.ops;

import connectly.eventlog.merkle.InvalidEvidenceException;
import connectly.eventlog.merkle.SignedNote;
import connectly.eventlog.merkle.VerifierKey;
import connectly.eventlog.verify.Evidence;
import connectly.eventlog.verify.LogVerification;
import connectly.eventlog.verify.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code verify}: whether the log is what was written. */
@Command(
        name = "verify",
        description = {
            "Read the whole log and say whether it is what was written: every event, the Merkle tree over them, "
                    + "every signed checkpoint, the tag index, and the hashes of sealed content.",
            "It needs no key, changes nothing, and may run beside the server."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the log is what was written, and agrees with what was kept of it",
            "1:it could not be verified",
            "2:wrong usage",
            "3:the log is not what was written; the first bad position is named",
            "4:the log agrees with itself, but contradicts the checkpoint or the key",
            "5:the log agrees with itself, but ends before the checkpoint"
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final int VERIFIED = 0;
    private static final int NOT_RUN = 1;
    private static final int BROKEN = 3;
    private static final int CONTRADICTED = 4;
    private static final int BEHIND = 5;

    private final Supplier<Installation> installation;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = {
                "A checkpoint of this log that somebody kept (a C2SP signed note).",
                "Proves that the log extends it, or says that it does not reach it."
            })
    private @Nullable Path checkpoint;

    @Option(
            names = "--key",
            paramLabel = "VKEY",
            converter = KeyConverter.class,
            description = "The log's verifier key as somebody kept it. Must be that of the log and of the checkpoint.")
    private @Nullable VerifierKey key;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    public VerifyCommand(Supplier<Installation> installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        Evidence evidence;
        try {
            evidence = Evidence.of(kept(), key);
        } catch (IOException e) {
            return say(NOT_RUN, "The checkpoint " + checkpoint + " cannot be read.");
        } catch (InvalidEvidenceException e) {
            return say(NOT_RUN, "The checkpoint " + checkpoint + " proves nothing: " + e.getMessage());
        }
        return say(verdict(evidence));
    }

    private Verdict verdict(Evidence evidence) {
        try (Progress progress = new Progress(spec.commandLine().getOut())) {
            return LogVerification.verify(installation.get().files().events(), evidence, progress::at);
        }
    }

    private @Nullable SignedNote kept() throws IOException, InvalidEvidenceException {
        return checkpoint == null ? null : SignedNote.parse(Files.readAllBytes(checkpoint));
    }

    private int say(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Sound sound -> say(sound);
            case Verdict.Broken(long position, String what) ->
                say(BROKEN, "The log is NOT what was written%s. %s".formatted(place(position), what));
            case Verdict.Contradicted(String why) -> say(CONTRADICTED, why);
            case Verdict.Behind(long events, long keptSize) ->
                say(BEHIND, """
                        The log ends before the checkpoint: it has %,d events, the checkpoint covers %,d.
                        Events %,d to %,d are missing. Nothing in the log contradicts the checkpoint, and nothing in it \
                        proves that
                        the checkpoint goes on from this log.""".formatted(events, keptSize, events + 1, keptSize));
        };
    }

    private int say(Verdict.Sound sound) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "The log is what was written. Events: %,d, checkpoints: %,d.%n", sound.events(), sound.checkpoints());
        if (sound.signed() < sound.events()) {
            out.printf(
                    "The newest checkpoint covers %,d of them; nobody has signed for those after it yet.%n",
                    sound.signed());
        }
        if (checkpoint != null) {
            out.println("It extends the checkpoint that was given.");
        }
        out.flush();
        return VERIFIED;
    }

    private static String place(long position) {
        return position == 0 ? "" : ", from position %,d on".formatted(position);
    }

    private int say(int code, String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
        return code;
    }

    /** A key that is none is wrong usage. */
    static final class KeyConverter implements ITypeConverter<VerifierKey> {
        @Override
        public VerifierKey convert(String text) {
            try {
                return VerifierKey.parse(text);
            } catch (InvalidEvidenceException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
