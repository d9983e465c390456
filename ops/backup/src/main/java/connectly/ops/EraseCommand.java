package connectly.ops;

import connectly.eventlog.DataDirectory;
import connectly.eventlog.EventLog;
import connectly.events.AccountRegistered;
import connectly.events.EventTag;
import connectly.events.MessageId;
import connectly.events.UserId;
import connectly.ops.LoggedEvents.Found;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code erase}: takes what people wrote out of the installation for good. Keys or ciphertext go from the log, and the
 * read model, which has everything in clear text, is built anew without it.
 */
@Command(
        name = "erase",
        description = {
            "Erase what people wrote, for good, while the server is stopped.",
            "The events stay, without content, and so do the proofs of the log."
        },
        mixinStandardHelpOptions = true)
public final class EraseCommand implements Runnable {
    private final Supplier<Installation> installation;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    public EraseCommand(Supplier<Installation> installation) {
        this.installation = installation;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to erase: user, message or before.");
    }

    @Command(
            name = "user",
            description = {
                "Erase an account's name and everything that it ever wrote.",
                "Holds for backups of the log, too, once the backups of its keys are gone."
            },
            mixinStandardHelpOptions = true)
    int user(
            @Parameters(paramLabel = "USER", description = "username, or user id") String user,
            @Option(names = "--yes", description = "really do it: there is no way back") boolean sure) {
        return erase(sure, (log, here) -> {
            UserId id = account(user, log);
            log.eraseAuthor(id.toString());
            here.forgetLogins().accept(id.value());
            return "Erased the name of user %s and everything that it ever wrote.".formatted(id);
        });
    }

    @Command(
            name = "message",
            description = {
                "Erase the body of one message, and what it was before it was edited.",
                "Backups of the log that were made before still have it, sealed."
            },
            mixinStandardHelpOptions = true)
    int message(
            @Parameters(paramLabel = "MESSAGE", description = "message id") String message,
            @Option(names = "--yes", description = "really do it: there is no way back") boolean sure) {
        return erase(sure, (log, _) -> {
            EventTag tag = EventTag.message(parsed(message, MessageId::parse, "a message id"));
            List<Found> history = new LoggedEvents(log).tagged(tag);
            if (history.isEmpty()) {
                throw new OperatorException("There is no message %s.".formatted(message));
            }
            history.forEach(event -> log.purge(event.position()).join());
            return "Erased the body of message %s.".formatted(message);
        });
    }

    @Command(
            name = "before",
            description = {
                "Erase the body of every message that was sent before a month.",
                "Holds for backups of the log, too, once the backups of its keys are gone."
            },
            mixinStandardHelpOptions = true)
    int before(
            @Parameters(paramLabel = "MONTH", description = "such as 2026-11; months are those of UTC") String month,
            @Option(names = "--yes", description = "really do it: there is no way back") boolean sure) {
        YearMonth first = parsed(month, YearMonth::parse, "a month such as 2026-11");
        return erase(sure, (log, _) -> {
            int keys = log.eraseBefore(first);
            return "Erased every message from before %s: %,d keys, each of one conversation and one month."
                    .formatted(first, keys);
        });
    }

    private interface Erasure {
        /** Returns the sentence that says what was done. */
        String perform(EventLog log, Installation here);
    }

    private int erase(boolean sure, Erasure erasure) {
        if (!sure) {
            throw new OperatorException("Nothing was erased. There is no way back: run it again with --yes.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Installation here = installation.get();
        try (DataDirectory data = here.hold();
                EventLog log = here.openLog(data)) {
            out.println(erasure.perform(log, here));
            out.flush();
            ReadModelRebuild.Outcome rebuilt = new ReadModelRebuild(data, log).run(new Progress(out));
            out.printf("Built %s without it from %,d events.%n", rebuilt.file().getFileName(), rebuilt.events());
            out.flush();
        }
        return 0;
    }

    private static UserId account(String user, EventLog log) {
        LoggedEvents events = new LoggedEvents(log);
        Stream<Found> byName = events.tagged(EventTag.username(user)).stream();
        Stream<Found> byId = userId(user).stream().flatMap(id -> events.tagged(EventTag.account(id)).stream());
        return Stream.concat(byName, byId)
                .map(Found::event)
                .filter(AccountRegistered.class::isInstance)
                .map(event -> ((AccountRegistered) event).userId())
                .findFirst()
                .orElseThrow(() -> new OperatorException("There is no user %s.".formatted(user)));
    }

    private static Optional<UserId> userId(String text) {
        try {
            return Optional.of(UserId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private <T> T parsed(String text, Function<String, T> parser, String what) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ParameterException(spec.commandLine(), "'%s' is not %s.".formatted(text, what), e);
        }
    }
}
