package connectly.readmodel;

import static connectly.readmodel.jooq.Tables.TOKEN;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * One generation of the read model, open: one writer, and a few connections that read beside it.
 */
public final class ReadModel implements AutoCloseable {
    private static final int READERS = 4;

    private final ReadModelWriter writer;
    private final List<Connection> connections = new ArrayList<>();
    private final BlockingQueue<Reader> idleReaders = new ArrayBlockingQueue<>(READERS);

    private record Reader(KeptStatements connection, DSLContext tables) {}

    private ReadModel(Path file, ExecuteListener... watching) throws SQLException {
        KeptStatements writing = ReadModelFile.forWriting(file);
        connections.add(writing);
        writer = new ReadModelWriter(writing, tables(writing, watching));
        for (int i = 0; i < READERS; i++) {
            KeptStatements reading = ReadModelFile.forReading(file);
            connections.add(reading);
            idleReaders.add(new Reader(reading, tables(reading, watching)));
        }
    }

    /**
     * Opens a generation, making the file and its tables where they are missing.
     *
     * @param epoch of the log that it is folded from
     * @throws StaleReadModelException when the file was made by another version of Connectly or from another log, and so
     *     has to be built anew
     */
    public static ReadModel open(Path file, String epoch) {
        return open(file, epoch, new ExecuteListener[0]);
    }

    /** Tests watch which statements are executed, to ask for their plans. */
    static ReadModel open(Path file, String epoch, ExecuteListener... watching) {
        Schema.prepare(file, epoch);
        try {
            return new ReadModel(file, watching);
        } catch (SQLException e) {
            throw new ReadModelException("The read model " + file + " cannot be opened.", e);
        }
    }

    /** The one way to change the tables. */
    public ReadModelWriter writer() {
        return writer;
    }

    /**
     * Reads one snapshot: everything that {@code query} asks is answered as of the same moment. Waits while all readers
     * are busy; must not be nested.
     */
    public <T> T read(Function<DSLContext, T> query) {
        Reader reader = borrow();
        try {
            return query.apply(reader.tables());
        } catch (DataAccessException e) {
            forgetStatements(reader, e);
            throw new ReadModelException("The read model cannot be read.", e);
        } finally {
            giveBack(reader);
        }
    }

    private static void forgetStatements(Reader reader, DataAccessException failure) {
        try {
            reader.connection().forget();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Ends the snapshot, whatever became of the query: the next one must not be answered from it. */
    private void giveBack(Reader reader) {
        try {
            reader.connection().rollback();
        } catch (SQLException e) {
            throw new ReadModelException("The read model cannot be read.", e);
        } finally {
            idleReaders.add(reader);
        }
    }

    /** Up to which position of the log the named processor has folded it; 0 when it has not begun. */
    public long position(String processor) {
        return read(tables -> tables.select(DSL.coalesce(DSL.min(TOKEN.POSITION), DSL.val(0L)))
                .from(TOKEN)
                .where(TOKEN.PROCESSOR.eq(processor))
                .fetchSingle()
                .value1());
    }

    /**
     * Lower-case hex SHA-256 of all that the tables say. Two generations of one log that reach the same position have the
     * same digest, or one of them is wrong.
     */
    public String digest() {
        return read(Digest::of);
    }

    private Reader borrow() {
        try {
            return idleReaders.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadModelException("Interrupted while waiting for a reader.", e);
        }
    }

    private static DSLContext tables(KeptStatements connection, ExecuteListener... watching) {
        DSLContext tables = ReadModelFile.tables(connection);
        tables.configuration().set(watching);
        return tables;
    }

    @Override
    public void close() {
        SQLException failure = null;
        for (Connection connection : connections.reversed()) {
            try {
                connection.close();
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new ReadModelException("The read model did not close cleanly.", failure);
        }
    }
}
