package connectly.eventlog;

import connectly.eventlog.merkle.Tile;
import connectly.eventlog.merkle.TilePath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions asked of one connection. Not safe for two threads at once.
 *
 * <p>Statements are kept by their text. A text varies only in how many placeholders it has, which follows from the
 * decisions in the code and not from what users send, so there are few. Each statement is its own short read
 * transaction.
 */
final class EventQueries {
    private static final String PAGE = """
            SELECT e.position, e.event_id, e.type, e.time, e.tags, e.metadata, e.payload, e.content_hash, c.sealed
            FROM event e LEFT JOIN content c ON c.position = e.position
            WHERE e.position > ? AND e.position <= ?
            ORDER BY e.position LIMIT ?
            """;

    private static final String EVERY_TYPE = "SELECT id FROM event_type";

    private static final String AND_THE_TAG = """
            AND EXISTS (
                SELECT 1 FROM event_tag o
                WHERE o.tag_hash = ? AND o.type = t.type AND o.position = t.position)
            """;

    private static final String FIRST_SINCE = """
            SELECT min(position) FROM event WHERE position > ? AND position <= ? AND time >= ?
            """;

    private static final String TILE = "SELECT hashes FROM tile WHERE level = ? AND tile_index = ?";

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    EventQueries(Connection connection) {
        this.connection = connection;
    }

    /** The first events after one position up to and including another, in order. */
    List<StoredEvent> page(EventTypes types, long after, long upTo, int limit) throws SQLException {
        PreparedStatement select = statement(PAGE);
        select.setLong(1, after);
        select.setLong(2, upTo);
        select.setInt(3, limit);
        return read(select, types, Criterion.ANYTHING, limit);
    }

    /** Up to {@code limit} events that meet the criterion, in no order. */
    List<StoredEvent> matching(Criterion criterion, EventTypes types, long after, long upTo, int limit)
            throws SQLException {
        List<Integer> typeIds = types.idsNamed(criterion.types());
        if (typeIds.isEmpty() && !criterion.types().isEmpty()) {
            return List.of();
        }
        PreparedStatement select = criterion.tags().isEmpty()
                ? selectOfTypes(typeIds, after, upTo)
                : selectOfTags(criterion.tagHashes(), typeIds, after, upTo);
        return read(select, types, criterion, limit);
    }

    /** The first position after {@code after} up to and including {@code upTo} not older than the time, or 0. */
    long firstSince(long timeMillis, long after, long upTo) throws SQLException {
        PreparedStatement select = statement(FIRST_SINCE);
        select.setLong(1, after);
        select.setLong(2, upTo);
        select.setLong(3, timeMillis);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** A full tile of the Merkle tree. */
    Tile tile(TilePath path) throws SQLException {
        PreparedStatement select = statement(TILE);
        select.setInt(1, path.level());
        select.setLong(2, path.index());
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new EventLogException("The event log lacks %s of its Merkle tree.".formatted(path));
            }
            return Tile.of(path, row.getBytes(1));
        }
    }

    private PreparedStatement selectOfTypes(List<Integer> typeIds, long after, long upTo) throws SQLException {
        PreparedStatement select = statement(ofTypes(typeIds.size()));
        select.setLong(1, after);
        select.setLong(2, upTo);
        int parameter = 3;
        for (int id : typeIds) {
            select.setInt(parameter++, id);
        }
        return select;
    }

    private PreparedStatement selectOfTags(List<Long> tagHashes, List<Integer> typeIds, long after, long upTo)
            throws SQLException {
        PreparedStatement select = statement(ofTags(tagHashes.size(), typeIds.size()));
        int parameter = 1;
        select.setLong(parameter++, tagHashes.getFirst());
        for (int id : typeIds) {
            select.setInt(parameter++, id);
        }
        select.setLong(parameter++, after);
        select.setLong(parameter++, upTo);
        for (long hash : tagHashes.subList(1, tagHashes.size())) {
            select.setLong(parameter++, hash);
        }
        return select;
    }

    private static String ofTypes(int types) {
        return """
                SELECT e.position, e.event_id, e.type, e.time, e.tags, e.metadata, e.payload, e.content_hash, c.sealed
                FROM event e LEFT JOIN content c ON c.position = e.position
                WHERE e.position > ? AND e.position <= ? AND e.type IN (%s)
                """.formatted(placeholders(types));
    }

    /**
     * Walks the index of the first tag, one type at a time, and keeps what every other tag has too. CROSS JOIN is
     * SQLite's way to fix that order. With no type given, naming all of them still lets the index seek to the position.
     */
    static String ofTags(int tags, int types) {
        return """
                SELECT e.position, e.event_id, e.type, e.time, e.tags, e.metadata, e.payload, e.content_hash, c.sealed
                FROM event_tag t CROSS JOIN event e ON e.position = t.position
                    LEFT JOIN content c ON c.position = e.position
                WHERE t.tag_hash = ? AND t.type IN (%s) AND t.position > ? AND t.position <= ?
                """.formatted(types == 0 ? EVERY_TYPE : placeholders(types)) + AND_THE_TAG.repeat(tags - 1);
    }

    private static String placeholders(int count) {
        return "?" + ", ?".repeat(count - 1);
    }

    /** Call after a failure: the driver has finalised the statement that failed. */
    void forgetStatements() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    private static List<StoredEvent> read(PreparedStatement select, EventTypes types, Criterion exactly, int limit)
            throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (events.size() < limit && row.next()) {
                StoredEvent event = event(row, types);
                if (exactly.matches(event)) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    private static StoredEvent event(ResultSet row, EventTypes types) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                row.getString(2),
                types.type(row.getInt(3)),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getBytes(7),
                row.getBytes(8),
                row.getBytes(9));
    }
}
