package connectly.eventlog;

import connectly.eventlog.merkle.NoteSigner;
import connectly.eventlog.merkle.SignedNote;
import connectly.eventlog.merkle.Tile;
import connectly.eventlog.merkle.TilePath;
import connectly.eventlog.merkle.TlogProof;
import connectly.eventlog.merkle.TreeHistory;
import connectly.eventlog.merkle.VerifierKey;
import connectly.eventlog.sealing.KeyStore;
import connectly.eventlog.sealing.MasterKey;
import connectly.eventlog.sealing.Sealer;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log on one SQLite file, open for reading and writing. Exactly one process may have it open: hold the
 * {@link DataDirectory} meanwhile.
 *
 * <p>Events have dense positions from 1, which are the only order. Appends are committed in groups, each group with one
 * fsync, and answered only after it. What people wrote is sealed, and can be erased for good; a Merkle tree over the
 * events and its signed checkpoints show whether anything else was ever changed.
 */
public final class EventLog implements AutoCloseable {
    /**
     * Metadata key under which every event of a stream carries its position, a decimal number. It is put there on
     * reading, as Axon 5.0.1 drops what else a stream says of an event on the way to its handlers.
     */
    public static final String POSITION = "connectly.position";

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final LogStore store;
    private final LogFile.Epoch epoch;
    private final KeyStore keys;
    private final Sealer sealer;
    private final LogHead head;
    private final EventWriter writer;
    private final ReaderPool pool;
    private final EventReader reader;
    private final Sourcing sourcing;
    private final SqliteEventStorageEngine engine;
    private final EventStorageEngine stampingEngine;

    /** What {@link #open} has opened so far. */
    record Parts(LogStore store, LogFile.Epoch epoch, KeyStore keys, Sealer sealer, ReaderPool pool) {}

    EventLog(Parts parts, PayloadCodec codec, LogMeters meters, EventLogOptions options) {
        store = parts.store();
        epoch = parts.epoch();
        keys = parts.keys();
        sealer = parts.sealer();
        pool = parts.pool();
        head = new LogHead(store.head());
        writer = new EventWriter(store, head, options, meters);
        reader = new EventReader(pool, head, store::types);
        AxonTranslation translation = new AxonTranslation(codec, sealer);
        sourcing = new Sourcing(reader, head, store::types, store.filter(), translation, meters);
        engine = new SqliteEventStorageEngine(writer, reader, head, sourcing, translation, options.pageSize());
        stampingEngine = new PositionStampingEngine(engine);
        writer.start();
        LOG.info("event log open at position {}, epoch {}", head.position(), epoch.id());
    }

    /**
     * Opens the log, and makes its files if it does not exist.
     *
     * @param codec turns payloads into what is stored, and back
     * @param meters is told how the log does
     * @throws EventLogException with one sentence if a file is of another version, is none of ours, is missing or cannot
     *     be written, if the master key is not that of the keys, if the log holds events that the codec does not know, if
     *     it does not match its newest checkpoint, or if the SQLite library is too old
     */
    public static EventLog open(
            LogFiles files, MasterKey master, PayloadCodec codec, MeterRegistry meters, EventLogOptions options) {
        return new LogOpening(files, codec, new LogMeters(meters), options, LogStore::new).open(master);
    }

    /** Makes the store of a connection; tests make one that fails. */
    interface StoreFactory {
        LogStore create(Connection connection, LogTree tree) throws SQLException;
    }

    /** The random id of this stretch of the log's life: a position means nothing under another epoch. */
    public String epoch() {
        return epoch.id();
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
     * The log as Axon's storage engine; its streams carry {@link #POSITION}, and an event that cannot be read has the
     * failure as its payload there. A token's index is the position up to which events were consumed.
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

    /**
     * Erases everything that this author ever wrote, here and in every backup of the log. The events stay, without
     * content. Nothing more can be appended that this author wrote. On return it is done.
     */
    public void eraseAuthor(String author) {
        sealer.eraseAuthor(author);
        sourcing.forgetAll();
    }

    /**
     * Erases, as {@link #eraseAuthor} does, what was written in any context before a month.
     *
     * @return how many keys, each of one context and one month, were destroyed
     */
    public int eraseBefore(YearMonth month) {
        int destroyed = sealer.eraseBefore(month);
        sourcing.forgetAll();
        return destroyed;
    }

    /** Erases, as {@link #eraseAuthor} does, what was written in one context in one month. */
    public void eraseMonth(String context, YearMonth month) {
        sealer.eraseMonth(context, month);
        sourcing.forgetAll();
    }

    /**
     * Takes the content of one event out of the file. Backups of the log that were made before still have it, sealed.
     *
     * @return completes when it is out of the file; changes nothing where there is no content
     */
    public CompletableFuture<Void> purge(long position) {
        return writer.purge(position).thenAccept(_ -> sourcing.forgetAll());
    }

    /**
     * Wraps every key with another master key; the log itself is not touched.
     *
     * @return how many keys there are
     */
    public int rewrapKeys(MasterKey next) {
        return keys.rewrap(next);
    }

    /** What outsiders need to check the checkpoints of this epoch. */
    public VerifierKey verifierKey() {
        return signer().verifierKey();
    }

    private NoteSigner signer() {
        return store.tree().signer();
    }

    /** The newest signed checkpoint; empty before the first event, and for about a second after it. */
    public Optional<SignedNote> checkpoint() {
        return Optional.ofNullable(store.tree().latest());
    }

    /** A tile of the Merkle tree, full or as it was at some size; empty if there is none such. */
    public Optional<Tile> tile(TilePath path) {
        return tree().tile(path);
    }

    /** The Merkle tree over all events on disk, at every size that it had. */
    public TreeHistory tree() {
        return new TreeHistory(store.tree().committed(), reader::tile);
    }

    /** The bytes of an event that its leaf covers, as docs/log.md describes them; empty if there is no such event. */
    public Optional<byte[]> leaf(long position) {
        return reader.page(position - 1, Math.min(position, head()), 1).stream()
                .findFirst()
                .map(StoredEvent::leaf);
    }

    /** A proof that an event is in the log; empty until a checkpoint covers it. */
    public Optional<TlogProof> proof(long position) {
        return checkpoint().flatMap(note -> LogProofs.of(position, note, verifierKey(), tree()));
    }

    /** Stores what is queued, ends every tail, and closes the files. Later appends and reads fail. */
    @Override
    public void close() {
        writer.close();
        engine.closeTails();
        try {
            pool.close();
            store.close();
            keys.close();
        } catch (SQLException e) {
            throw new EventLogException("The event log could not be closed in order.", e);
        }
    }
}
