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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds every file of one installation, held by one process at a time.
 *
 * <p>Four files, so four independent SQLite write locks: the log, the keys, the identities and the generations of the
 * read model. The exclusive lock lasts from {@link #open} to {@link #close}, or to the end of the process.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "LOCK";

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
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

    /**
     * Whether some process holds the directory, without holding it. That may have changed when this returns.
     *
     * @throws DataDirectoryException if it cannot be told
     */
    public static boolean isHeld(Path path) {
        Path file = path.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            return lock == null;
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    /** The log. */
    public Path events() {
        return files().events();
    }

    /** The keys that unseal content. */
    public Path keys() {
        return files().keys();
    }

    /** Credentials, sessions and tokens. */
    public Path identity() {
        return files().identity();
    }

    /** The read model of one generation, whether it exists yet or not. */
    public Path readModel(long generation) {
        return files().readModel(generation);
    }

    /** The read models that exist, the oldest generation first. */
    public List<Path> readModels() {
        return files().readModels();
    }

    /** The generation that a file of {@link #readModels()} holds. */
    public static long generation(Path file) {
        return DataFiles.generation(file);
    }

    private DataFiles files() {
        return new DataFiles(path);
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
