package connectly.eventlog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process that appends tells the test that started it. Each fact is a line on stdout and goes out in one write,
 * which a pipe takes whole (it is far below PIPE_BUF): a kill cuts no line in two, and holds none back in a buffer.
 *
 * @param acks in the order in which they were told
 * @param refused ids of appends that failed and left the log open for the next
 * @param failed ids of appends that failed as the log stopped
 * @param end how it ended: {@code going on} or {@code stopped}; empty when it was killed before
 */
record LoadReport(List<Ack> acks, List<String> refused, List<String> failed, List<String> end) {
    /** The log said that this event is stored at this position. */
    record Ack(long position, String id) {}

    static LoadReport empty() {
        return new LoadReport(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    static void ack(long position, LoadEvent event) {
        tell("ack " + position + " " + event.id());
    }

    static void refused(LoadEvent event) {
        tell("refused " + event.id());
    }

    static void failed(LoadEvent event) {
        tell("failed " + event.id());
    }

    static void end(EventLog log) {
        tell("end " + (log.isWritable() ? "going on" : "stopped"));
    }

    private static void tell(String line) {
        // Not closed: stdout is open for as long as the process lives.
        @SuppressWarnings("resource")
        FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
        try {
            stdout.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds one line that was told. */
    void read(String line) {
        String[] word = line.split(" ", 2);
        switch (word[0]) {
            case "ack" -> acks.add(ackOf(word[1]));
            case "refused" -> refused.add(word[1]);
            case "failed" -> failed.add(word[1]);
            case "end" -> end.add(word[1]);
            default -> throw new AssertionError("not a line of a report: " + line);
        }
    }

    private static Ack ackOf(String positionAndId) {
        String[] word = positionAndId.split(" ", 2);
        return new Ack(Long.parseLong(word[0]), word[1]);
    }
}
