package connectly.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Takes the sealed content of single events out of the file, and notes for ever that it was taken. */
final class Purges {
    private final Connection connection;

    Purges(Connection connection) {
        this.connection = connection;
    }

    /** Changes nothing if the event has no content, or none any more. */
    void purge(long position) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement("""
                        INSERT INTO purge (position, purged_at)
                        SELECT position, ? FROM content WHERE position = ?
                        """);
                PreparedStatement delete = connection.prepareStatement("DELETE FROM content WHERE position = ?")) {
            note.setLong(1, System.currentTimeMillis());
            note.setLong(2, position);
            note.executeUpdate();
            delete.setLong(1, position);
            delete.executeUpdate();
        }
    }
}
