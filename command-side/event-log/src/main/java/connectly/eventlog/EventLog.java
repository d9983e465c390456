package connectly.eventlog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log on one SQLite file, open for reading and writing. Exactly one process may have it open: hold the
 * {@link DataDirectory} meanwhile.
 *
 * <p>Events have dense positions from 1, which are the only order. Appends are committed in groups, each group with one
 * fsync, and answered only after it.
 */
public final class EventLog implements AutoCloseable {
    /**
     * Metadata key under which every event of a stream carries its position, a decimal number. It is put there on
     * reading, as Axon 5.0.1 drops what else a stream says of an event on the way to its handlers.
     */
    public static final String POSITION = "connectly.position";

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final LogStore store;
    private final String epoch;
    private final LogHead head;
    private final EventWriter writer;
    private final ReaderPool pool;
    private final SqliteEventStorageEngine engine;
    private final EventStorageEngine stampingEngine;

    private EventLog(LogStore store, String epoch, ReaderPool pool, Converter converter, EventLogOptions options) {
        this.store = store;
        this.epoch = epoch;
        this.pool = pool;
        head = new LogHead(store.head());
        writer = new EventWriter(store, head, options);
        EventReader reader = new EventReader(pool, head, store::types);
        engine = new SqliteEventStorageEngine(writer, reader, head, converter, options.pageSize());
        stampingEngine = new PositionStampingEngine(engine);
        writer.start();
        LOG.info("event log open at position {}, epoch {}", head.position(), epoch);
    }

    /** {@link #open(Path, Converter, EventLogOptions)} with the default bounds. */
    public static EventLog open(Path file, Converter converter) {
        return open(file, converter, EventLogOptions.defaults());
    }

    /**
     * Opens the log, and makes it if the file does not exist.
     *
     * @param converter turns the payload of an event into bytes
     * @throws EventLogException with one sentence if the file is of a newer version, is no log, cannot be written, or the
     *     SQLite library is too old
     */
    public static EventLog open(Path file, Converter converter, EventLogOptions options) {
        return open(file, converter, options, LogStore::new);
    }

    /** Makes the store of a connection; tests make one that fails. */
    interface StoreFactory {
        LogStore create(Connection connection) throws SQLException;
    }

    static EventLog open(Path file, Converter converter, EventLogOptions options, StoreFactory stores) {
        List<Connection> connections = new ArrayList<>();
        try {
            Connection writing = LogFile.openForWriting(file);
            connections.add(writing);
            LogStore store = stores.create(writing);
            for (int i = 0; i < options.readers(); i++) {
                connections.add(LogFile.openForReading(file));
            }
            ReaderPool pool = new ReaderPool(connections.subList(1, connections.size()));
            return new EventLog(store, LogFile.epoch(writing), pool, converter, options);
        } catch (SQLException e) {
            closeAll(connections, e);
            throw new EventLogException("The event log %s cannot be opened.".formatted(file), e);
        } catch (RuntimeException e) {
            closeAll(connections, e);
            throw e;
        }
    }

    private static void closeAll(List<Connection> connections, Exception cause) {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** The random id of this log's life: a position means nothing under another epoch. */
    public String epoch() {
        return epoch;
    }

    /** The position of the last event on disk; 0 when there is none. */
    public long head() {
        return head.position();
    }

    /** False once the disk has failed the log, or it is closed: a restart is needed. */
    public boolean isWritable() {
        return writer.isWritable();
    }

    /**
     * The log as Axon's storage engine; its streams carry {@link #POSITION}. A token's index is the position up to which
     * events were consumed.
     */
    public EventStorageEngine engine() {
        return stampingEngine;
    }

    /** The position of an event that was read from {@link #engine()}'s stream. */
    public static long position(EventMessage event) {
        String position = event.metadata().get(POSITION);
        if (position == null) {
            throw new IllegalArgumentException("an event that no stream of the log gave has no position");
        }
        return Long.parseLong(position);
    }

    /** The engine without the stamp, as Axon's contract suite compares metadata. */
    EventStorageEngine plainEngine() {
        return engine;
    }

    /** Stores what is queued, ends every tail, and closes the file. Later appends and reads fail. */
    @Override
    public void close() {
        writer.close();
        engine.closeTails();
        try {
            pool.close();
            store.close();
        } catch (SQLException e) {
            throw new EventLogException("The event log could not be closed in order.", e);
        }
    }
}
