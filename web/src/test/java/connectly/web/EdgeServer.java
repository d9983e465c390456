package connectly.web;

import connectly.web.settings.Settings;
import connectly.web.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The edge on a free port over a directory of its own. */
final class EdgeServer implements AutoCloseable {
    static final String ADMIN_TOKEN = "an-admin-token-of-enough-characters";

    final ConfigurableApplicationContext context;

    private EdgeServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static EdgeServer start(Path directory, Map<String, String> overrides) {
        return new EdgeServer(Server.start(settings(directory, overrides), EdgeApplication.class));
    }

    /** The whole product instead, with the log and the projections behind the edge. */
    static EdgeServer startWhole(Path directory, Map<String, String> overrides) {
        return new EdgeServer(Server.start(settings(directory, overrides), WholeApplication.class));
    }

    static Settings settings(Path directory, Map<String, String> overrides) {
        var variables = new HashMap<String, String>();
        variables.put("SERVER_PORT", "0");
        variables.put("CONNECTLY_BIND", "127.0.0.1");
        variables.put("DATABASE_URL", "sqlite:" + directory);
        variables.put("CONNECTLY_ADMIN_TOKEN", ADMIN_TOKEN);
        variables.put("CONNECTLY_LIMITS", "relaxed");
        variables.putAll(overrides);
        return SettingsReader.read(variables);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    URI managementAt(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port") + path);
    }

    EdgeClient client() {
        return new EdgeClient(this);
    }

    @Override
    public void close() {
        context.close();
    }
}
