package connectly.web;

import connectly.ops.DoctorCommand;
import connectly.ops.EraseCommand;
import connectly.ops.Installation;
import connectly.ops.OperatorException;
import connectly.ops.ProveCommand;
import connectly.ops.RebuildCommand;
import connectly.ops.RotateMasterKeyCommand;
import connectly.ops.VerifyCommand;
import connectly.web.config.StartupFailures;
import connectly.web.identity.Logins;
import connectly.web.settings.Secrets;
import connectly.web.settings.Settings;
import connectly.web.settings.SettingsReader;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code java -jar connectly.jar COMMAND}. Only {@code serve} starts Spring; the operator's commands work on the files
 * directly and are quick.
 */
@Command(
        name = "connectly",
        description = "Self-hosted chat on an append-only event log.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {
    /** Exit code when the operator can mend what is wrong, or when we failed; picocli's own 2 is wrong usage. */
    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        // Nothing to do after a serve that is up: its threads keep the process, and the signal handler ends it.
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which command to run.");
    }

    /** Every command of the jar; an operator command is one more {@code addSubcommand} here. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(new ServeCommand())
                .addSubcommand(new RebuildCommand(Main::installation))
                .addSubcommand(new VerifyCommand(Main::installation))
                .addSubcommand(new ProveCommand(Main::installation))
                .addSubcommand(new DoctorCommand(Main::installation))
                .addSubcommand(new EraseCommand(Main::installation))
                .addSubcommand(new RotateMasterKeyCommand(Main::installation, SettingsReader::newMasterKeyOfProcess))
                .addSubcommand(new CommandLine.HelpCommand())
                .setParameterExceptionHandler((mistake, parsed) -> explain(mistake))
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    private static Installation installation() {
        Settings settings = SettingsReader.ofProcess();
        return new Installation(
                settings.dataDirectory(),
                () -> Secrets.of(settings).masterKey(),
                userId -> Logins.forget(settings.dataDirectory(), userId));
    }

    /** The usage always, also where picocli would only guess at what was meant. */
    private static int explain(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println(mistake.getMessage());
        command.usage(command.getErr());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int explain(Exception failure, CommandLine command) {
        Optional<String> sentence = failure instanceof OperatorException ours
                ? Optional.of(String.valueOf(ours.getMessage()))
                : StartupFailures.sentence(failure);
        if (sentence.isPresent()) {
            command.getErr().println(sentence.get());
        } else {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return FAILED;
    }
}
