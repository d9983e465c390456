package connectly.eventlog;

import connectly.eventlog.merkle.Checkpoint;
import connectly.eventlog.merkle.Hash;
import connectly.eventlog.merkle.InvalidEvidenceException;
import connectly.eventlog.merkle.MerkleTree;
import connectly.eventlog.merkle.SignedNote;
import connectly.eventlog.merkle.Tile;
import connectly.eventlog.merkle.TilePath;
import connectly.eventlog.merkle.TreeHasher;
import connectly.eventlog.merkle.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tiles and checkpoints in the file, over one connection. */
final class TreeTables {
    private final Connection connection;
    private final EventQueries queries;
    private final int epoch;

    TreeTables(Connection connection, int epoch) {
        this.connection = connection;
        this.queries = new EventQueries(connection);
        this.epoch = epoch;
    }

    /** The tree of this size, from its full tiles and the few events after the last of them. */
    MerkleTree restore(long size) throws SQLException {
        TreeHasher hasher = new TreeHasher();
        List<Hash> lastLeaves = new ArrayList<>();
        long inFullTiles = size - size % TilePath.FULL;
        for (StoredEvent event : queries.page(LogFile.types(connection), inFullTiles, size, TilePath.FULL)) {
            lastLeaves.add(hasher.leaf(event.leaf()));
        }
        return MerkleTree.restore(size, this::tile, lastLeaves);
    }

    /** A full tile. @throws EventLogException if the file has none, or it cannot be read */
    Tile tile(TilePath path) {
        try {
            return queries.tile(path);
        } catch (SQLException e) {
            throw new EventLogException("The event log could not be read.", e);
        }
    }

    void insertCheckpoint(long size, SignedNote note) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO checkpoint (size, epoch, note, signed_at) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, size);
            insert.setInt(2, epoch);
            insert.setString(3, note.toString());
            insert.setLong(4, System.currentTimeMillis());
            insert.executeUpdate();
        }
    }

    /** The newest checkpoint of this epoch; null where there is none. */
    @Nullable SignedNote newestCheckpoint() throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT note FROM checkpoint WHERE epoch = ? ORDER BY size DESC LIMIT 1")) {
            select.setInt(1, epoch);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? note(row.getString(1)) : null;
            }
        }
    }

    private static SignedNote note(String text) {
        try {
            return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidEvidenceException e) {
            throw damaged(e);
        }
    }

    Checkpoint open(SignedNote note, VerifierKey key) {
        try {
            return Checkpoint.open(note, key);
        } catch (InvalidEvidenceException e) {
            throw damaged(e);
        }
    }

    private static EventLogException damaged(InvalidEvidenceException e) {
        return new EventLogException(
                "The newest checkpoint of the event log is not what was signed. Run verify to find out more.", e);
    }

    void setVerifierKey(String key) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE epoch SET verifier_key = ? WHERE number = ?")) {
            update.setString(1, key);
            update.setInt(2, epoch);
            update.executeUpdate();
        }
    }
}
