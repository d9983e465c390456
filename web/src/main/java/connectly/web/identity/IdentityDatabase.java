package connectly.web.identity;

import connectly.web.settings.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * identity.db: one connection that writes, under a lock, and a few that read. Every commit is synced to disk
 * (synchronous=FULL), so a password or a revocation that was answered is never forgotten.
 */
final class IdentityDatabase implements AutoCloseable {
    private static final int READERS = 4;

    private final ReentrantLock writing = new ReentrantLock();
    private final List<Connection> open = new ArrayList<>();
    private final BlockingQueue<DSLContext> readers = new LinkedBlockingQueue<>();
    private final DSLContext writer;

    private IdentityDatabase(String url) throws SQLException {
        this.writer = connect(url, false);
        for (int i = 0; i < READERS; i++) {
            readers.add(connect(url, true));
        }
    }

    /** Opens the file, made and migrated as needed. */
    static IdentityDatabase open(Path dataDirectory) {
        Path file = dataDirectory.resolve("identity.db");
        String url = "jdbc:sqlite:" + file;
        try {
            Files.createDirectories(dataDirectory);
            migrate(file, url);
            return new IdentityDatabase(url);
        } catch (IOException | SQLException | FlywayException e) {
            throw new StartupFailure("The identity database " + file + " cannot be opened or brought up to date.", e);
        }
    }

    private static void migrate(Path file, String url) throws SQLException {
        // The journal mode stays in the file; it cannot change inside Flyway's transaction.
        configuration(false).createConnection(url).close();
        Flyway flyway = Flyway.configure()
                .dataSource(url, "", "")
                .locations("classpath:identity")
                .load();
        if (knowsMoreThanWe(flyway)) {
            throw new StartupFailure("The identity database " + file + " was written by a newer version of Connectly.");
        }
        flyway.migrate();
    }

    /** Flyway alone would only warn, and we would write rows that lack what the newer version relies on. */
    private static boolean knowsMoreThanWe(Flyway flyway) {
        return Stream.of(flyway.info().applied())
                .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
    }

    private static SQLiteConfig configuration(boolean readOnly) {
        var config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(5_000);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        if (!readOnly) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        }
        return config;
    }

    private DSLContext connect(String url, boolean readOnly) throws SQLException {
        Connection connection = configuration(readOnly).createConnection(url);
        open.add(connection);
        return DSL.using(connection, SQLDialect.SQLITE);
    }

    /** Runs {@code work} in one transaction; it is on disk when this returns. */
    <T extends @Nullable Object> T write(Function<DSLContext, T> work) {
        writing.lock();
        try {
            return writer.transactionResult(configuration -> work.apply(configuration.dsl()));
        } finally {
            writing.unlock();
        }
    }

    <T extends @Nullable Object> T read(Function<DSLContext, T> work) {
        DSLContext reader;
        try {
            reader = readers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for identity.db", e);
        }
        try {
            return work.apply(reader);
        } finally {
            readers.add(reader);
        }
    }

    @Override
    public void close() throws SQLException {
        writing.lock();
        try {
            for (Connection connection : open.reversed()) {
                connection.close();
            }
        } finally {
            writing.unlock();
        }
    }
}
