package connectly.eventlog.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What no event leads to: rows of events that the log does not have. */
final class StrayRows {
    private static final int LEVEL_BITS = 8;

    private final Connection connection;

    StrayRows(Connection connection) {
        this.connection = connection;
    }

    void check() throws SQLException, DamageException {
        checkCheckpoints();
        for (String table : List.of("event", "content", "purge")) {
            checkBounds(table);
        }
        checkTiles();
    }

    /** Each statement reads one moment, so a writer that goes on does not disturb. */
    private void checkBounds(String table) throws SQLException, DamageException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT (SELECT min(position) FROM %1$s), (SELECT max(position) FROM %1$s),
                            (SELECT coalesce(max(position), 0) FROM event)
                        """.formatted(table))) {
            if (row.next() && row.getBytes(1) != null) {
                requireEvent(table, row.getLong(1), row.getLong(3));
                requireEvent(table, row.getLong(2), row.getLong(3));
            }
        }
    }

    private static void requireEvent(String table, long position, long head) throws DamageException {
        if (position < 1 || position > head) {
            throw new DamageException(
                    position,
                    "The table %s has a row at position %d, where no event can be.".formatted(table, position));
        }
    }

    private void checkCheckpoints() throws SQLException, DamageException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT (SELECT min(size) FROM checkpoint), (SELECT max(size) FROM checkpoint),
                            (SELECT coalesce(max(position), 0) FROM event)
                        """)) {
            row.next();
            if (row.getLong(2) > row.getLong(3)) {
                throw new DamageException(
                        row.getLong(3) + 1,
                        "The newest checkpoint covers %d events, but the log ends after event %d."
                                .formatted(row.getLong(2), row.getLong(3)));
            }
            if (row.getBytes(1) != null && row.getLong(1) < 1) {
                throw new DamageException(DamageException.NOWHERE, "There is a checkpoint that covers no event.");
            }
        }
    }

    private void checkTiles() throws SQLException, DamageException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT level, tile_index, (SELECT coalesce(max(position), 0) FROM event)
                        FROM tile ORDER BY level, tile_index
                        """)) {
            while (row.next()) {
                long level = row.getLong(1);
                long index = row.getLong(2);
                int bits = LEVEL_BITS * Math.clamp(level + 1, 0, 7);
                if (level < 0 || level > 6 || index < 0 || index >= row.getLong(3) >>> bits) {
                    throw new DamageException(
                            DamageException.NOWHERE,
                            "The Merkle tree has a tile at level %d, index %d, for which there are not enough events."
                                    .formatted(level, index));
                }
            }
        }
    }
}
