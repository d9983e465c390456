package connectly.eventlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of the files of one installation. To change any of them, hold the {@link DataDirectory}.
 *
 * @param path of the directory that they are in
 */
public record DataFiles(Path path) {
    private static final Pattern READ_MODEL = Pattern.compile("read-(\\d{1,18})\\.db");

    /** The log. */
    public Path events() {
        return path.resolve("events.db");
    }

    /** The keys that unseal content. */
    public Path keys() {
        return path.resolve("keys.db");
    }

    /** Credentials, sessions and tokens. */
    public Path identity() {
        return path.resolve("identity.db");
    }

    /** The read model of one generation, whether it exists yet or not. */
    public Path readModel(long generation) {
        if (generation < 0) {
            throw new IllegalArgumentException("a generation is never negative: " + generation);
        }
        return path.resolve("read-" + generation + ".db");
    }

    /** The read models that exist, the oldest generation first. */
    public List<Path> readModels() {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> READ_MODEL.matcher(name(file)).matches())
                    .sorted(Comparator.comparingLong(DataFiles::generation))
                    .toList();
        } catch (IOException e) {
            throw new DataDirectoryException("The data directory %s cannot be read.".formatted(path), e);
        }
    }

    /** The generation that a file of {@link #readModels()} holds. */
    public static long generation(Path file) {
        String name = name(file);
        return Long.parseLong(name.substring("read-".length(), name.length() - ".db".length()));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
