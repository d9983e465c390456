package connectly.readmodel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/**
 * A generation that is being built, which nobody reads yet. It has no journal and does not wait for the disk, so it is
 * worth nothing until it is finished: whoever fails to finish it must throw the file away.
 */
public final class ReadModelBuild implements AutoCloseable {
    private final Path file;
    private final KeptStatements connection;
    private final ReadModelWriter writer;

    private ReadModelBuild(Path file) throws SQLException {
        this.file = file;
        connection = ReadModelFile.forBuilding(file);
        writer = new ReadModelWriter(connection, ReadModelFile.tables(connection));
    }

    /**
     * Makes the file and its tables.
     *
     * @param file does not exist yet
     * @param epoch of the log that it is folded from
     */
    public static ReadModelBuild of(Path file, String epoch) {
        Schema.prepare(file, epoch);
        try {
            return new ReadModelBuild(file);
        } catch (SQLException e) {
            throw new ReadModelException("The read model " + file + " cannot be made.", e);
        }
    }

    /** The one way to fill the tables. What it has begun cannot be rolled back. */
    public ReadModelWriter writer() {
        return writer;
    }

    /** Puts all that was committed on the disk. Then the file can be opened as any other generation. */
    public void finish() {
        close();
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        } catch (IOException e) {
            throw new ReadModelException("The read model " + file + " cannot be put on the disk.", e);
        }
    }

    /** Closes the file, finished or not. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new ReadModelException("The read model did not close cleanly.", e);
        }
    }
}
