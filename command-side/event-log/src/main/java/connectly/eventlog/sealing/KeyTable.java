package connectly.eventlog.sealing;

import connectly.eventlog.sqlite.SqliteFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of the key file. A change is on disk when its method returns. Not safe for two threads at once. */
final class KeyTable implements AutoCloseable {
    private static final String WHICH = " WHERE kind = ? AND subject = ? AND period = ?";

    private final Connection connection;

    KeyTable(Connection connection) {
        this.connection = connection;
    }

    /** The id of the log whose keys these are. */
    String log() throws SQLException {
        return SqliteFile.text(connection, "SELECT log FROM key_info");
    }

    /** The key as it is wrapped; null where there is none. */
    byte @Nullable [] find(KeyName name) throws SQLException {
        try (PreparedStatement select = named("SELECT wrapped FROM data_key" + WHICH, name);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    boolean isDestroyed(KeyName name) throws SQLException {
        try (PreparedStatement select = named("SELECT 1 FROM destroyed_key" + WHICH, name);
                ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    void add(KeyName name, byte[] wrapped) throws SQLException {
        try (PreparedStatement insert = named(
                "INSERT INTO data_key (kind, subject, period, wrapped, created_at) VALUES (?, ?, ?, ?, ?)", name)) {
            insert.setBytes(4, wrapped);
            insert.setLong(5, System.currentTimeMillis());
            insert.executeUpdate();
        }
    }

    /** Removes the keys, remembers that they are gone, and leaves no copy of them in the file or its write-ahead log. */
    void destroy(List<KeyName> names) throws SQLException {
        inTransaction(() -> {
            for (KeyName name : names) {
                destroy(name);
            }
        });
        truncateLog();
    }

    private void destroy(KeyName name) throws SQLException {
        try (PreparedStatement delete = named("DELETE FROM data_key" + WHICH, name);
                PreparedStatement note = named("""
                        INSERT INTO destroyed_key (kind, subject, period, destroyed_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """, name)) {
            delete.executeUpdate();
            note.setLong(4, System.currentTimeMillis());
            note.executeUpdate();
        }
    }

    /** Keys of contexts for months before this one, {@code 2026-11}. */
    List<KeyName> contextsBefore(String month) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT subject, period FROM data_key WHERE kind = ? AND period < ?")) {
            select.setString(1, KeyName.Kind.CONTEXT.name());
            select.setString(2, month);
            List<KeyName> names = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    names.add(new KeyName(KeyName.Kind.CONTEXT, row.getString(1), row.getString(2)));
                }
            }
            return names;
        }
    }

    /** Every key as it is wrapped. */
    Map<KeyName, byte[]> all() throws SQLException {
        Map<KeyName, byte[]> keys = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT kind, subject, period, wrapped FROM data_key")) {
            while (row.next()) {
                KeyName.Kind kind = KeyName.Kind.valueOf(row.getString(1));
                keys.put(new KeyName(kind, row.getString(2), row.getString(3)), row.getBytes(4));
            }
        }
        return keys;
    }

    /** Replaces what is stored of these keys, all or none, and leaves no copy of what was there. */
    void replace(Map<KeyName, byte[]> wrapped) throws SQLException {
        inTransaction(() -> {
            for (Map.Entry<KeyName, byte[]> key : wrapped.entrySet()) {
                try (PreparedStatement update = named("""
                        INSERT INTO data_key (kind, subject, period, wrapped, created_at) VALUES (?, ?, ?, ?, 0)
                        ON CONFLICT DO UPDATE SET wrapped = excluded.wrapped
                        """, key.getKey())) {
                    update.setBytes(4, key.getValue());
                    update.executeUpdate();
                }
            }
        });
        truncateLog();
    }

    /** The write-ahead log keeps what was there before a change, until it is folded into the file. */
    private void truncateLog() throws SQLException {
        SqliteFile.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void inTransaction(Work work) throws SQLException {
        SqliteFile.execute(connection, "BEGIN IMMEDIATE");
        try {
            work.run();
            SqliteFile.execute(connection, "COMMIT");
        } catch (SQLException e) {
            SqliteFile.execute(connection, "ROLLBACK");
            throw e;
        }
    }

    private PreparedStatement named(String sql, KeyName name) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, name.kind().name());
        statement.setString(2, name.subject());
        statement.setString(3, name.period());
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
