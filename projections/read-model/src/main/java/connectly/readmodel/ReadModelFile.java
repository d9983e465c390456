package connectly.readmodel;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** The ways to connect to the file of a generation, whose tables exist. */
final class ReadModelFile {
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    /** Of the connection that builds, in KiB: the newest pages of every index stay in memory. */
    private static final int BUILDING_CACHE_KIB = 32 * 1024;

    private ReadModelFile() {}

    /** WAL with synchronous=NORMAL, since a power loss may only take back what the log has anyway. */
    static KeptStatements forWriting(Path file) throws SQLException {
        SQLiteConfig config = config(TransactionMode.IMMEDIATE);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        return connect(config, file);
    }

    static KeptStatements forReading(Path file) throws SQLException {
        SQLiteConfig config = config(TransactionMode.DEFERRED);
        config.setReadOnly(true);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.NORMAL);
        return connect(config, file);
    }

    /** Nothing can be taken back and nothing is on the disk before it is forced there: any failure costs the file. */
    static KeptStatements forBuilding(Path file) throws SQLException {
        SQLiteConfig config = config(TransactionMode.IMMEDIATE);
        config.setJournalMode(JournalMode.OFF);
        config.setSynchronous(SynchronousMode.OFF);
        config.setCacheSize(-BUILDING_CACHE_KIB);
        config.enforceForeignKeys(true);
        return connect(config, file);
    }

    private static SQLiteConfig config(TransactionMode transactions) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setTransactionMode(transactions);
        // Nobody asks for them, and the driver would prepare and execute a query after every insert and update.
        config.setGetGeneratedKeys(false);
        return config;
    }

    private static KeptStatements connect(SQLiteConfig config, Path file) throws SQLException {
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        connection.setAutoCommit(false);
        return new KeptStatements(connection);
    }

    static DSLContext tables(KeptStatements connection) {
        return DSL.using(connection, SQLDialect.SQLITE, new Settings().withExecuteLogging(false));
    }
}
