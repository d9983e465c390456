package connectly.web.product;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The browsers that people use, as Debian packages them. */
enum Engine {
    CHROMIUM(Path.of("/usr/bin/chromium")),
    FIREFOX(Path.of("/usr/bin/firefox-esr"));

    private final Path executable;

    Engine(Path executable) {
        this.executable = executable;
    }

    Path executable() {
        return executable;
    }

    boolean isInstalled() {
        return Files.isExecutable(executable);
    }

    /** Starts the browser without a window; it keeps its files in {@code home}, because Firefox refuses another's. */
    Browser launch(Playwright playwright, Path home) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", home.toString());
        BrowserType.LaunchOptions options =
                new BrowserType.LaunchOptions().setExecutablePath(executable).setEnv(environment);
        return switch (this) {
            case CHROMIUM -> playwright.chromium().launch(options.setArgs(quietly()));
            case FIREFOX -> playwright.firefox().launch(options.setChannel("moz-firefox"));
        };
    }

    /** No sandbox, because tests may run as root in a container, and no traffic that is not ours. */
    private static List<String> quietly() {
        return List.of(
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
    }
}
