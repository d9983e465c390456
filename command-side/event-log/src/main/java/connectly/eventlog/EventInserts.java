package connectly.eventlog;

import connectly.eventlog.merkle.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The prepared inserts of one connection. The driver finalises a statement that failed, so a failure ends their use. */
final class EventInserts implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement event;
    private final PreparedStatement content;
    private final PreparedStatement type;
    private final PreparedStatement tile;

    /** By how many rows they insert: one call for all tags of an event costs less than one for each. */
    private final Map<Integer, PreparedStatement> tags = new HashMap<>();

    EventInserts(Connection connection) throws SQLException {
        this.connection = connection;
        event = connection.prepareStatement("""
                INSERT INTO event (position, event_id, type, time, tags, metadata, payload, content_hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
        content = connection.prepareStatement("INSERT INTO content (position, sealed) VALUES (?, ?)");
        type = connection.prepareStatement("INSERT INTO event_type (id, name, version) VALUES (?, ?, ?)");
        tile = connection.prepareStatement("INSERT INTO tile (level, tile_index, hashes) VALUES (?, ?, ?)");
    }

    void event(long position, int typeId, NewEvent newEvent) throws SQLException {
        event.setLong(1, position);
        event.setString(2, newEvent.id());
        event.setInt(3, typeId);
        event.setLong(4, newEvent.time());
        event.setString(5, newEvent.tags());
        event.setString(6, newEvent.metadata());
        event.setBytes(7, newEvent.payload());
        event.setBytes(8, newEvent.contentHash());
        event.executeUpdate();
        if (newEvent.sealed() != null) {
            content.setLong(1, position);
            content.setBytes(2, newEvent.sealed());
            content.executeUpdate();
        }
        if (!newEvent.tagHashes().isEmpty()) {
            tags(position, typeId, newEvent.tagHashes());
        }
    }

    private void tags(long position, int typeId, List<Long> tagHashes) throws SQLException {
        PreparedStatement insert = tags.get(tagHashes.size());
        if (insert == null) {
            insert = connection.prepareStatement("INSERT INTO event_tag (tag_hash, type, position) VALUES (?, ?, ?)"
                    + ", (?, ?, ?)".repeat(tagHashes.size() - 1));
            tags.put(tagHashes.size(), insert);
        }
        int parameter = 1;
        for (long tagHash : tagHashes) {
            insert.setLong(parameter++, tagHash);
            insert.setInt(parameter++, typeId);
            insert.setLong(parameter++, position);
        }
        insert.executeUpdate();
    }

    void type(int id, EventType newType) throws SQLException {
        type.setInt(1, id);
        type.setString(2, newType.name());
        type.setString(3, newType.version());
        type.executeUpdate();
    }

    void tile(Tile full) throws SQLException {
        tile.setInt(1, full.path().level());
        tile.setLong(2, full.path().index());
        tile.setBytes(3, full.bytes());
        tile.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        event.close();
        content.close();
        type.close();
        tile.close();
        for (PreparedStatement statement : tags.values()) {
            statement.close();
        }
    }
}
