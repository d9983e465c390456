package connectly.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The prepared inserts of one connection. The driver finalises a statement that failed, so a failure ends their use. */
final class EventInserts implements AutoCloseable {
    private final PreparedStatement event;
    private final PreparedStatement tag;
    private final PreparedStatement type;

    EventInserts(Connection connection) throws SQLException {
        event = connection.prepareStatement("""
                INSERT INTO event (position, event_id, type, time, tags, metadata, payload)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """);
        tag = connection.prepareStatement("INSERT INTO event_tag (tag_hash, type, position) VALUES (?, ?, ?)");
        type = connection.prepareStatement("INSERT INTO event_type (id, name, version) VALUES (?, ?, ?)");
    }

    void event(long position, int typeId, NewEvent newEvent) throws SQLException {
        event.setLong(1, position);
        event.setString(2, newEvent.id());
        event.setInt(3, typeId);
        event.setLong(4, newEvent.time());
        event.setString(5, newEvent.tags());
        event.setString(6, newEvent.metadata());
        event.setBytes(7, newEvent.payload());
        event.executeUpdate();
    }

    void tag(long tagHash, int typeId, long position) throws SQLException {
        tag.setLong(1, tagHash);
        tag.setInt(2, typeId);
        tag.setLong(3, position);
        tag.executeUpdate();
    }

    void type(int id, EventType newType) throws SQLException {
        type.setInt(1, id);
        type.setString(2, newType.name());
        type.setString(3, newType.version());
        type.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        event.close();
        tag.close();
        type.close();
    }
}
