package connectly.eventlog.verify;

import connectly.eventlog.sqlite.SqliteErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Holds the tag index against the tags of the events: each tag of each event has its row, and no row is without its tag.
 * Both are read once, each in its own order, and summed; only if the sums differ are they compared one by one.
 */
final class TagIndexCheck implements AutoCloseable {
    /** Begins before every row that there can be. */
    private static final TagRow BEFORE_ALL = new TagRow(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    private static final int PAGE = 1_024;

    private final Connection connection;
    private final EventTypeNames types;
    private final PreparedStatement select;
    private final long head;
    private final TagSum ofEvents = TagSum.empty();
    private final TagSum ofIndex = ofEvents.another();
    private TagRow last = BEFORE_ALL;
    private boolean atEnd;
    private @Nullable DamageException damage;

    record TagRow(long hash, long type, long position) {
        boolean isAfter(TagRow other) {
            return hash != other.hash
                    ? hash > other.hash
                    : type != other.type ? type > other.type : position > other.position;
        }
    }

    TagIndexCheck(Connection connection, EventTypeNames types, long head) throws SQLException {
        this.connection = connection;
        this.types = types;
        this.head = head;
        select = connection.prepareStatement("""
                SELECT tag_hash, type, position, (SELECT max(position) FROM event) FROM event_tag
                WHERE (tag_hash, type, position) > (?, ?, ?) ORDER BY tag_hash, type, position LIMIT ?
                """);
    }

    /** Adds the tags of an event, and reads on in the index about as far, so that both end at the same time. */
    void add(EventRow event) throws SQLException, DamageException {
        for (long hash : event.tagHashes()) {
            ofEvents.add(hash, event.typeId(), event.position());
        }
        if (!atEnd && ofEvents.count() - ofIndex.count() >= PAGE) {
            readPage();
        }
    }

    /** What is wrong with the index waits until all events were read: one of them may be wrong at an earlier position. */
    private void readPage() throws SQLException {
        try {
            readRows();
        } catch (DamageException e) {
            damage = e;
            atEnd = true;
        } catch (SQLException e) {
            if (!SqliteErrors.blamesTheFile(e)) {
                throw e;
            }
            damage = new DamageException(
                    DamageException.NOWHERE, "The tag index cannot be read; SQLite says: " + e.getMessage());
            atEnd = true;
        }
    }

    /** Reads the rest of the index. All events must have been added. */
    void finish() throws SQLException, DamageException {
        while (!atEnd) {
            readPage();
        }
        if (damage != null) {
            throw damage;
        }
        if (!ofEvents.equalsSum(ofIndex)) {
            throw new TagDifference(connection, types, head).first();
        }
    }

    private void readRows() throws SQLException, DamageException {
        select.setLong(1, last.hash());
        select.setLong(2, last.type());
        select.setLong(3, last.position());
        select.setInt(4, PAGE);
        int rows = 0;
        try (ResultSet row = select.executeQuery()) {
            for (; row.next(); rows++) {
                add(new TagRow(row.getLong(1), row.getLong(2), row.getLong(3)), row.getLong(4));
            }
        }
        atEnd = rows < PAGE;
    }

    /** @param newest the last event there was when the row was read: more than the head when a writer goes on */
    private void add(TagRow row, long newest) throws DamageException {
        // A damaged index may lead in circles.
        if (!row.isAfter(last)) {
            throw new DamageException(
                    row.position(), "The tag index is not in order at a row of event %d.".formatted(row.position()));
        }
        if (row.position() > newest) {
            throw new DamageException(
                    row.position(),
                    "The tag index has a row of event %d, which the log does not have.".formatted(row.position()));
        }
        last = row;
        if (row.position() <= head) {
            ofIndex.add(row.hash(), row.type(), row.position());
        }
    }

    @Override
    public void close() throws SQLException {
        select.close();
    }
}
