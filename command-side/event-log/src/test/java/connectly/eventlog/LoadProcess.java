package connectly.eventlog;

import static connectly.eventlog.TestEvents.appending;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;

/**
 * Another process: several workers append to a log, each its next event when the last is answered, until the log stops
 * or they are done. It tells a {@link LoadReport}.
 *
 * <p>Arguments: the directory, how many events each worker appends, then the pragmas.
 */
final class LoadProcess {
    static final int WORKERS = 8;

    private LoadProcess() {}

    public static void main(String[] args) throws InterruptedException {
        int events = Integer.parseInt(args[1]);
        List<String> pragmas = Arrays.asList(args).subList(2, args.length);
        try (EventLog log = FaultLog.open(Path.of(args[0]), EventLogOptions.defaults(), pragmas)) {
            List<Thread> workers = IntStream.range(0, WORKERS)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> work(log, "worker" + i, events)))
                    .toList();
            for (Thread worker : workers) {
                worker.join();
            }
            LoadReport.end(log);
        }
    }

    private static void work(EventLog log, String worker, int events) {
        int number = 0;
        while (number < events) {
            LoadEvent event = new LoadEvent(worker, number);
            try {
                LoadReport.ack(append(log, event), event);
                number++;
            } catch (CompletionException e) {
                if (e.getCause() instanceof LogFailedException) {
                    LoadReport.failed(event);
                    return;
                }
                LoadReport.refused(event);
            }
        }
    }

    private static long append(EventLog log, LoadEvent event) {
        return GlobalIndexConsistencyMarker.position(
                appending(log, event.message()).join());
    }
}
