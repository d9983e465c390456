package connectly.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.tools.jdbc.DefaultConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class KeptStatementsTest {
    private static final String NUMBER = "SELECT number FROM numbers WHERE number = ?";

    @TempDir
    private Path directory;

    private int prepared;
    private Connection file;
    private KeptStatements connection;

    /** Counts what is really prepared. */
    private final class Counting extends DefaultConnection {
        Counting(Connection connection) {
            super(connection);
        }

        @Override
        public PreparedStatement prepareStatement(String sql) throws SQLException {
            prepared++;
            return super.prepareStatement(sql);
        }
    }

    @BeforeEach
    void open() throws SQLException {
        file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("numbers.db"));
        execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)");
        execute("INSERT INTO numbers VALUES (1), (2)");
        connection = new KeptStatements(new Counting(file));
    }

    @AfterEach
    void close() throws SQLException {
        file.close();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = file.createStatement()) {
            statement.execute(sql);
        }
    }

    private int read(int number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NUMBER)) {
            return read(select, number);
        }
    }

    private static int read(PreparedStatement select, int number) throws SQLException {
        select.setInt(1, number);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    @Test
    void aStatementIsPreparedOnceForManyUses() throws SQLException {
        assertThat(read(1)).isEqualTo(1);
        assertThat(read(2)).isEqualTo(2);
        assertThat(read(3)).isZero();

        assertThat(prepared).isEqualTo(1);
    }

    @Test
    void twoUsesAtOnceHaveAStatementEach() throws SQLException {
        try (PreparedStatement one = connection.prepareStatement(NUMBER);
                PreparedStatement other = connection.prepareStatement(NUMBER)) {
            one.setInt(1, 1);
            assertThat(read(other, 2)).isEqualTo(2);
            try (ResultSet row = one.executeQuery()) {
                assertThat(row.getInt(1)).isEqualTo(1);
            }
        }

        assertThat(read(1)).isEqualTo(1);
        assertThat(prepared).isEqualTo(2);
    }

    @Test
    void aStatementThatFailedIsPreparedAnewOnceItIsForgotten() throws SQLException {
        read(1);
        execute("ALTER TABLE numbers RENAME TO hidden");
        assertThatThrownBy(() -> read(1)).isInstanceOf(SQLException.class);
        execute("ALTER TABLE hidden RENAME TO numbers");
        assertThatThrownBy(() -> read(1)).as("the driver has finalised it").isInstanceOf(SQLException.class);

        connection.forget();

        assertThat(read(1)).isEqualTo(1);
    }

    @Test
    void ofManyStatementsTheOldestIsPreparedAnew() throws SQLException {
        read(1);
        for (int i = 0; i < 64; i++) {
            connection.prepareStatement("SELECT " + i).close();
        }
        int before = prepared;

        connection.prepareStatement("SELECT 63").close();
        assertThat(prepared).isEqualTo(before);
        read(1);
        assertThat(prepared).isEqualTo(before + 1);
    }
}
