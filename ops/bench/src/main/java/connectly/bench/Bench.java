package connectly.bench;

import connectly.bench.chat.ChatCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./connectly bench COMMAND}. */
@Command(
        name = "bench",
        description = "Measure Connectly on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {LogCommand.class, ChatCommand.class, CommandLine.HelpCommand.class})
public final class Bench implements Runnable {
    /** Exit code when a measurement could not be made; picocli's own 2 is wrong usage. */
    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
    }

    private static int explain(Exception failure, CommandLine command) {
        if (failure instanceof BenchException) {
            command.getErr().println(failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        return FAILED;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to measure.");
    }
}
