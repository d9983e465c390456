package connectly.web.settings;

import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Settings} from variables. Every problem is collected, so that an operator mends all of them in one go;
 * a problem names its variable and what is allowed, and repeats the value only where it is no secret.
 */
public final class SettingsReader {
    private static final int SHORTEST_SECRET = 32;

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Settings of this process: its environment, and below that {@code .env} in the working directory. */
    public static Settings ofProcess() {
        return read(DotEnv.beneath(System.getenv(), Path.of(".env")));
    }

    /**
     * The master key to come, of {@code CONNECTLY_NEW_MASTER_KEY}.
     *
     * @throws StartupFailure if it is not set, or not 32 bytes in base64
     */
    public static byte[] newMasterKeyOfProcess() {
        return newMasterKey(DotEnv.beneath(System.getenv(), Path.of(".env")));
    }

    static byte[] newMasterKey(Map<String, String> variables) {
        return Optional.ofNullable(new SettingsReader(variables).value("CONNECTLY_NEW_MASTER_KEY"))
                .flatMap(Secrets::decodeMasterKey)
                .orElseThrow(
                        () -> new StartupFailure("CONNECTLY_NEW_MASTER_KEY must be set to 32 random bytes in base64"
                                + " (such as of: openssl rand -base64 32)."));
    }

    /**
     * Settings as these variables say.
     *
     * @throws StartupFailure naming everything that is wrong
     */
    public static Settings read(Map<String, String> variables) {
        return new SettingsReader(variables).settings();
    }

    private Settings settings() {
        Stage stage = choice("CONNECTLY_ENV", Stage.class, Stage.DEV);
        var settings = new Settings(
                stage,
                port("SERVER_PORT", 8080),
                bindAddress(stage),
                managementPort(),
                dataDirectory(),
                secret("SECRET_KEY", stage.overTls()),
                masterKey(stage),
                secret("CONNECTLY_ADMIN_TOKEN", false),
                limits(stage),
                flag("CONNECTLY_BEHIND_PROXY"));
        if (settings.managementPort() != null
                && settings.managementPort() != 0
                && settings.managementPort() == settings.port()) {
            problems.add("MANAGEMENT_PORT must differ from SERVER_PORT");
        }
        if (!problems.isEmpty()) {
            throw new StartupFailure("The settings are not usable: " + String.join("; ", problems) + ".");
        }
        return settings;
    }

    private @Nullable String value(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private <E extends Enum<E>> E choice(String name, Class<E> type, E fallback) {
        String value = value(name);
        if (value == null) {
            return fallback;
        }
        E[] allowed = type.getEnumConstants();
        for (E candidate : allowed) {
            if (candidate.name().toLowerCase(Locale.ROOT).equals(value)) {
                return candidate;
            }
        }
        String names = Arrays.stream(allowed)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        problems.add(name + " must be one of " + names + ", not " + quoted(value));
        return fallback;
    }

    private boolean flag(String name) {
        String value = value(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            problems.add(name + " must be true or false, not " + quoted(value));
        }
        return "true".equals(value);
    }

    private int port(String name, int fallback) {
        String value = value(name);
        if (value == null) {
            return fallback;
        }
        if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535) {
            return Integer.parseInt(value);
        }
        problems.add(name + " must be a port between 0 and 65535 (0 is any free one), not " + quoted(value));
        return fallback;
    }

    private @Nullable Integer managementPort() {
        return value("MANAGEMENT_PORT") == null ? null : (Integer) port("MANAGEMENT_PORT", 0);
    }

    private String bindAddress(Stage stage) {
        String value = value("CONNECTLY_BIND");
        if (value == null) {
            return stage == Stage.DEV ? "127.0.0.1" : "0.0.0.0";
        }
        try {
            return InetAddress.ofLiteral(value).getHostAddress();
        } catch (IllegalArgumentException e) {
            problems.add("CONNECTLY_BIND must be an IP address such as 127.0.0.1 or ::, not " + quoted(value));
            return value;
        }
    }

    private Path dataDirectory() {
        String value = value("DATABASE_URL");
        String url = value == null ? "sqlite:./data" : value;
        if (url.startsWith("postgresql:") || url.startsWith("postgres:")) {
            problems.add("DATABASE_URL names PostgreSQL, which is not supported yet; use sqlite:DIRECTORY");
        } else if (!url.startsWith("sqlite:") || url.length() == "sqlite:".length()) {
            problems.add("DATABASE_URL must be sqlite:DIRECTORY, such as sqlite:./data");
        } else {
            try {
                return Path.of(url.substring("sqlite:".length()));
            } catch (InvalidPathException e) {
                problems.add("DATABASE_URL must be sqlite:DIRECTORY with a directory this system can name");
            }
        }
        return Path.of("data");
    }

    private @Nullable Secret secret(String name, boolean required) {
        String value = value(name);
        if (value == null) {
            if (required) {
                problems.add(name + " must be set in staging and prod, at least " + SHORTEST_SECRET + " characters");
            }
            return null;
        }
        if (value.length() < SHORTEST_SECRET) {
            problems.add(name + " must have at least " + SHORTEST_SECRET + " characters");
        }
        return new Secret(value);
    }

    private @Nullable Secret masterKey(Stage stage) {
        String value = value("CONNECTLY_MASTER_KEY");
        if (value == null) {
            if (stage.overTls()) {
                problems.add("CONNECTLY_MASTER_KEY must be set in staging and prod, 32 random bytes in base64");
            }
            return null;
        }
        if (Secrets.decodeMasterKey(value).isEmpty()) {
            problems.add(
                    "CONNECTLY_MASTER_KEY must be 32 random bytes in base64 (such as of: openssl rand -base64 32)");
        }
        return new Secret(value);
    }

    private Limits limits(Stage stage) {
        Limits limits = choice("CONNECTLY_LIMITS", Limits.class, Limits.STANDARD);
        if (limits == Limits.RELAXED && stage == Stage.PROD) {
            problems.add("CONNECTLY_LIMITS must be standard in prod");
        }
        return limits;
    }

    private static String quoted(String value) {
        String oneLine = value.replaceAll("\\p{Cntrl}", "?");
        return '"' + (oneLine.length() > 60 ? oneLine.substring(0, 60) + "…" : oneLine) + '"';
    }
}
