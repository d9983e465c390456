package connectly.readmodel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jooq.tools.jdbc.DefaultPreparedStatement;

/**
 * A connection that keeps the statements lately used: SQLite takes longer to prepare most of ours than to execute them.
 * Not safe for two threads at once.
 */
final class KeptStatements extends DefaultConnection {
    private static final int MOST = 64;

    /** By their text; those in use are not among them. */
    private final SequencedMap<String, PreparedStatement> idle = new LinkedHashMap<>();

    KeptStatements(Connection connection) {
        super(connection);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        PreparedStatement kept = idle.remove(sql);
        return new Lent(sql, kept == null ? getDelegate().prepareStatement(sql) : kept);
    }

    private void giveBack(String sql, PreparedStatement statement) throws SQLException {
        PreparedStatement surplus = idle.put(sql, statement);
        if (surplus == null && idle.size() > MOST) {
            surplus = idle.pollFirstEntry().getValue();
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    /** Call after a failure: the driver has finalised the statement that failed. */
    void forget() throws SQLException {
        SQLException failure = null;
        while (!idle.isEmpty()) {
            try {
                idle.pollFirstEntry().getValue().close();
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Closing it gives it back. */
    private final class Lent extends DefaultPreparedStatement {
        private final String sql;
        private boolean closed;

        Lent(String sql, PreparedStatement statement) {
            super(statement);
            this.sql = sql;
        }

        @Override
        public void close() throws SQLException {
            if (!closed) {
                closed = true;
                giveBack(sql, getDelegatePreparedStatement());
            }
        }

        @Override
        public boolean isClosed() {
            return closed;
        }
    }
}
