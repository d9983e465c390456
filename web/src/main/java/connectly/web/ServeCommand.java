package connectly.web;

import connectly.web.settings.Settings;
import connectly.web.settings.SettingsReader;
import connectly.web.settings.Stage;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "serve", description = "Serve Connectly until the process is told to stop.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** Returns once the server is up; its own threads keep the process alive from then on. */
    @Override
    public Integer call() {
        Settings settings = SettingsReader.ofProcess();
        ConfigurableApplicationContext context = Server.start(settings, ConnectlyApplication.class);
        if (settings.stage() == Stage.DEV) {
            String address = "http://" + settings.bindAddress() + ":"
                    + context.getEnvironment().getProperty("local.server.port");
            var out = spec.commandLine().getOut();
            out.println("Connectly serves on " + address + " from " + settings.dataDirectory() + ".");
            out.println("First step: open " + address + "/register and make an account.");
            out.flush();
        }
        return 0;
    }
}
