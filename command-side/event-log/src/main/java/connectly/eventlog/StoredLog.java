package connectly.eventlog;

import connectly.eventlog.merkle.InvalidEvidenceException;
import connectly.eventlog.merkle.SignedNote;
import connectly.eventlog.merkle.TlogProof;
import connectly.eventlog.merkle.TreeHistory;
import connectly.eventlog.merkle.VerifierKey;
import connectly.eventlog.sqlite.SqliteFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;

/**
 * The file of a log, open to be looked at: no key is needed, nothing in it is changed, and the server may run. What it
 * says is believed; only {@link connectly.eventlog.verify.LogVerification} finds out whether it is true.
 *
 * <p>Every method throws {@link EventLogException} if the file cannot be read. Not safe for two threads at once.
 */
public final class StoredLog implements AutoCloseable {
    private final Connection connection;
    private final EventQueries queries;

    private StoredLog(Connection connection) {
        this.connection = connection;
        this.queries = new EventQueries(connection);
    }

    /**
     * Opens the file.
     *
     * @throws EventLogException with one sentence if there is no such file, or it is no log of this format
     */
    public static StoredLog open(Path file) {
        return reading(() -> new StoredLog(LogFormat.openForReading(file)));
    }

    /**
     * The newest checkpoint of the log.
     *
     * @param size how many events it covers
     * @param key that signed it
     */
    public record Latest(long size, Instant signedAt, VerifierKey key, SignedNote note) {}

    private interface Reading<T> {
        T read() throws SQLException;
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
            throw new EventLogException("The event log could not be read.", e);
        }
    }

    /** The version of the file's format. */
    public int format() {
        return LogSchema.FILE.format();
    }

    /** Of the library that reads it. */
    public String sqliteVersion() {
        return reading(() -> SqliteFile.text(connection, "SELECT sqlite_version()"));
    }

    /** The id of the log, the same through all of its epochs. */
    public String id() {
        return reading(() -> LogFile.logId(connection));
    }

    /** The newest epoch. */
    public String epoch() {
        return reading(() -> LogFile.epoch(connection).id());
    }

    /** What outsiders need to check the checkpoints of the newest epoch; empty before its first start. */
    public Optional<String> verifierKey() {
        return reading(() -> Optional.ofNullable(LogFile.epoch(connection).verifierKey()));
    }

    /** The position of the last event; 0 when there is none. */
    public long head() {
        return reading(() -> LogFile.head(connection));
    }

    /** The newest checkpoint; empty before the first event, and for about a second after it. */
    public Optional<Latest> checkpoint() {
        return reading(() -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT c.size, c.signed_at, e.verifier_key, c.note
                            FROM checkpoint c JOIN epoch e ON e.number = c.epoch
                            ORDER BY c.size DESC, c.epoch DESC LIMIT 1
                            """)) {
                return row.next() ? Optional.of(latest(row)) : Optional.empty();
            }
        });
    }

    private static Latest latest(ResultSet row) throws SQLException {
        try {
            return new Latest(
                    row.getLong(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    VerifierKey.parse(row.getString(3)),
                    SignedNote.parse(row.getString(4).getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidEvidenceException e) {
            throw damaged(e);
        }
    }

    /** The bytes that the leaf of an event covers; empty if there is no such event. */
    public Optional<byte[]> leaf(long position) {
        return reading(() -> queries.page(LogFile.types(connection), position - 1, position, 1).stream()
                .findFirst()
                .map(StoredEvent::leaf));
    }

    /** A proof that an event is in the log, from its newest checkpoint; empty if that does not cover it. */
    public Optional<TlogProof> proof(long position) {
        Optional<Latest> latest = checkpoint();
        Optional<byte[]> leaf = leaf(position);
        return latest.isEmpty() || leaf.isEmpty() ? Optional.empty() : proof(position, leaf.get(), latest.get());
    }

    private Optional<TlogProof> proof(long position, byte[] leaf, Latest latest) {
        return reading(() -> {
            TreeTables tables = new TreeTables(connection, 0);
            TreeHistory tree = new TreeHistory(tables.restore(latest.size()), tables::tile);
            Optional<TlogProof> proof = LogProofs.of(position, latest.note(), latest.key(), tree);
            if (proof.isPresent()) {
                requireProves(proof.get(), leaf, latest.key());
            }
            return proof;
        });
    }

    /** Nobody should be given a proof that does not hold. */
    private static void requireProves(TlogProof proof, byte[] leaf, VerifierKey key) {
        try {
            var _ = proof.verify(leaf, key);
        } catch (InvalidEvidenceException e) {
            throw damaged(e);
        }
    }

    private static EventLogException damaged(InvalidEvidenceException e) {
        return new EventLogException(
                "The event log does not match its newest checkpoint. Run verify to find out where.", e);
    }

    @Override
    public void close() {
        reading(() -> {
            connection.close();
            return true;
        });
    }
}
