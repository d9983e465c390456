package connectly.eventlog.verify;

import connectly.eventlog.merkle.TilePath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads the events in order, a tile's worth at a time. Each page is a read transaction of its own: a long one would keep
 * the write-ahead log of a running server from shrinking.
 */
final class EventPages implements AutoCloseable {
    private final PreparedStatement select;
    private final EventTypeNames types;
    private final long head;

    interface Visitor {
        void visit(EventRow event) throws SQLException, DamageException;
    }

    EventPages(Connection connection, EventTypeNames types, long head) throws SQLException {
        select = connection.prepareStatement(
                EventRow.SELECT + " WHERE e.position > ? AND e.position <= ? ORDER BY e.position LIMIT ?");
        this.types = types;
        this.head = head;
    }

    /** Shows every event up to the head, and that each position has one. */
    void each(Visitor visitor) throws SQLException, DamageException {
        for (long after = 0; after < head; after = page(after, visitor)) {
            // The page is all there is to do.
        }
    }

    private long page(long after, Visitor visitor) throws SQLException, DamageException {
        select.setLong(1, after);
        select.setLong(2, head);
        select.setInt(3, TilePath.FULL);
        long last = after;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                last++;
                requireNext(last, row.getLong(1));
                visitor.visit(EventRow.of(row, types));
            }
        }
        if (last == after) {
            throw new DamageException(
                    last + 1, "Event %d is missing, though the log goes on to %d.".formatted(last + 1, head));
        }
        return last;
    }

    private static void requireNext(long position, long found) throws DamageException {
        if (found != position) {
            throw new DamageException(position, "Event %d is missing: %d is in its place.".formatted(position, found));
        }
    }

    @Override
    public void close() throws SQLException {
        select.close();
    }
}
