package connectly.web.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@code .env} file: {@code NAME=value} a line, {@code #} starts a comment line, {@code export} before the name and
 * one pair of quotes around the value are dropped. No expansion: what stands there is the value.
 */
final class DotEnv {
    private DotEnv() {}

    /** What {@code environment} says, and where it is silent what the file says. A missing file says nothing. */
    static Map<String, String> beneath(Map<String, String> environment, Path file) {
        var all = new HashMap<>(parse(file));
        all.putAll(environment);
        return all;
    }

    private static Map<String, String> parse(Path file) {
        var values = new HashMap<String, String>();
        int number = 0;
        for (String raw : lines(file).split("\\R", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String assignment = line.startsWith("export ") ? line.substring(7).strip() : line;
            int equals = assignment.indexOf('=');
            String name = equals < 0 ? "" : assignment.substring(0, equals).strip();
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new StartupFailure("Line " + number + " of " + file + " must read NAME=value.");
            }
            values.put(name, unquoted(assignment.substring(equals + 1).strip()));
        }
        return values;
    }

    private static String lines(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new StartupFailure("The settings file " + file + " cannot be read as UTF-8 text.", e);
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
