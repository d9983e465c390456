package connectly.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a commit costs at least: one page written in place, and one {@code fdatasync}. */
final class Disk {
    private static final int PAGE = 4_096;
    /** As SQLite's write-ahead log before it is begun anew. */
    private static final int PAGES = 1_000;

    private final Path file;
    private final List<Long> nanos = new ArrayList<>();

    Disk(Path directory) {
        this.file = directory.resolve("fdatasync");
    }

    Sample sync(Duration about) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int page = 0; page < PAGES; page++) {
                write(channel, page);
            }
            channel.force(true);
            nanos.clear();
            long cpu = Callers.cpuNanos();
            long start = System.nanoTime();
            for (long now = start; now - start < about.toNanos(); now = System.nanoTime()) {
                write(channel, nanos.size() % PAGES);
                long before = System.nanoTime();
                channel.force(false);
                nanos.add(System.nanoTime() - before);
            }
            long sum = nanos.stream().mapToLong(Long::longValue).sum();
            return new Sample(nanos.size(), sum, Callers.cpuNanos() - cpu, 0);
        }
    }

    private static void write(FileChannel channel, int page) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PAGE);
        while (bytes.hasRemaining()) {
            channel.write(bytes, (long) page * PAGE + bytes.position());
        }
    }

    /** Of the last round: the sync that so many per cent were not slower than, in nanoseconds. */
    long percentile(int percent) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get((sorted.size() - 1) * percent / 100);
    }
}
