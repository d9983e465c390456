package connectly.eventlog;

/**
 * The bounds of a log.
 *
 * @param queueCapacity appends that may wait for the writer; one more is refused with {@link LogBusyException}
 * @param maxBatch most appends of one commit: more share an fsync, but each waits for the slowest
 * @param readers read connections; more readers than this wait for one another
 * @param pageSize events a tail reads at once
 */
public record EventLogOptions(int queueCapacity, int maxBatch, int readers, int pageSize) {
    public EventLogOptions {
        requirePositive("queueCapacity", queueCapacity);
        requirePositive("maxBatch", maxBatch);
        requirePositive("readers", readers);
        requirePositive("pageSize", pageSize);
    }

    /** 4,096 waiting appends, 256 a commit, 4 readers, 512 events a page. */
    public static EventLogOptions defaults() {
        return new EventLogOptions(4_096, 256, 4, 512);
    }

    public EventLogOptions withQueueCapacity(int appends) {
        return new EventLogOptions(appends, maxBatch, readers, pageSize);
    }

    public EventLogOptions withMaxBatch(int appends) {
        return new EventLogOptions(queueCapacity, appends, readers, pageSize);
    }

    public EventLogOptions withReaders(int connections) {
        return new EventLogOptions(queueCapacity, maxBatch, connections, pageSize);
    }

    public EventLogOptions withPageSize(int events) {
        return new EventLogOptions(queueCapacity, maxBatch, readers, events);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 but was " + value);
        }
    }
}
