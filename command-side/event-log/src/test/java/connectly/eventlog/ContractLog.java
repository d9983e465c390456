package connectly.eventlog;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** A log as the contract sees it; see {@link LogContract}. */
public interface ContractLog extends AutoCloseable {
    /** The engine whose streams carry {@link EventLog#POSITION}. */
    EventStorageEngine engine();

    /** The position of the last event that is stored; 0 when there is none. */
    long head();

    /** The random id of this log's life. */
    String epoch();

    @Override
    void close();
}
