package connectly.bench;

import connectly.events.ChatEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The files of a run: copies of one filled log, so that everybody begins with the same. Deleted at its end. */
final class Workspace implements AutoCloseable {
    /** Events of one append while a log is filled, and appends that wait for the disk at once. */
    private static final int FILL_APPEND = 256;

    private static final int FILL_WAITING = 16;

    private final Path directory;
    private final Path filled;
    private final Deque<Closing> open = new ArrayDeque<>();

    /** Closes a resource that was opened for the whole run. */
    interface Closing {
        void close() throws SQLException;
    }

    private Workspace(Path directory) {
        this.directory = directory;
        this.filled = directory.resolve("filled");
    }

    /**
     * Makes a directory in {@code parent}, and in it the log that the others are copies of.
     *
     * @param events how many that log has
     */
    static Workspace in(Path parent, long events) {
        try {
            Files.createDirectories(parent);
            Workspace workspace = new Workspace(Files.createTempDirectory(parent, "bench-"));
            Files.createDirectories(workspace.filled);
            try (OpenLog log = new OpenLog(workspace.filled)) {
                fill(log, events);
            }
            return workspace;
        } catch (IOException e) {
            throw new BenchException("The directory %s cannot be written.".formatted(parent), e);
        }
    }

    Path directory() {
        return directory;
    }

    /** A directory with a copy of the filled log, not open. */
    Path copy(String name) throws IOException {
        Path copy = directory.resolve(name);
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(filled)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    /** A copy of the filled log, open until the end of the run. */
    OpenLog openCopy(String name) throws IOException {
        OpenLog log = new OpenLog(copy(name));
        closeAtTheEnd(log::close);
        return log;
    }

    void closeAtTheEnd(Closing resource) {
        open.push(resource);
    }

    /** Appends messages until the log has so many events. */
    static void fill(OpenLog log, long events) {
        Deque<CompletableFuture<?>> waiting = new ArrayDeque<>();
        if (log.head() == 0) {
            log.append(Population.founding()).join();
        }
        for (long head = log.head(); head < events; head += FILL_APPEND) {
            List<ChatEvent> messages = Population.messages((int) Math.min(FILL_APPEND, events - head));
            waiting.add(log.append(messages));
            if (waiting.size() == FILL_WAITING) {
                waiting.remove().join();
            }
        }
        waiting.forEach(CompletableFuture::join);
    }

    @Override
    public void close() throws IOException, SQLException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
