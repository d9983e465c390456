package connectly.eventlog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds every file of one installation, held by one process at a time.
 *
 * <p>Four files, so four independent SQLite write locks: the log, the keys, the identities and the generations of the
 * read model. The exclusive lock lasts from {@link #open} to {@link #close}, or to the end of the process.
 */
public final class DataDirectory implements AutoCloseable {
    private static final Pattern READ_MODEL = Pattern.compile("read-(\\d{1,18})\\.db");

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Creates the directory if it is missing (mode 0700 where the file system knows modes) and locks it.
     *
     * @throws DataDirectoryException if it is no directory, cannot be written, or is held by another process
     */
    public static DataDirectory open(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new DataDirectoryException("The data directory %s is not a directory.".formatted(path), null);
        }
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, privateDirectory());
            }
            if (!Files.isWritable(path)) {
                throw notWritable(path, null);
            }
            return new DataDirectory(path, lock(path));
        } catch (IOException | UnsupportedOperationException e) {
            throw notWritable(path, e);
        }
    }

    private static FileAttribute<?>[] privateDirectory() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("LOCK"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) != null) {
                return channel;
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new DataDirectoryException(
                "The data directory %s is in use by another running Connectly.".formatted(path), null);
    }

    /** Null when another process, or another part of this one, holds the lock. */
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static DataDirectoryException notWritable(Path path, @Nullable Exception cause) {
        return new DataDirectoryException("The data directory %s cannot be written.".formatted(path), cause);
    }

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
                    .sorted(Comparator.comparingLong(DataDirectory::generation))
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

    /** Lets another process have the directory. Close what uses its files first. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new DataDirectoryException("The data directory %s could not be released.".formatted(path), e);
        }
    }
}
