package connectly.query;

import connectly.readmodel.ReadModel;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of queries on a real file, in which Ann, Bob and Cyd have accounts. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
public abstract class RowsTest {
    protected ReadModel readModel;
    protected ChatRows rows;
    protected UUID ann;
    protected UUID bob;
    protected UUID cyd;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() {
        readModel = ReadModel.open(directory.resolve("read-1.db"), "epoch");
        rows = new ChatRows(readModel);
        ann = rows.account("ann", "Ann Adams");
        bob = rows.account("bob", "Bob Brown");
        cyd = rows.account("cyd", "Cyd Cole");
    }

    @AfterEach
    void close() {
        readModel.close();
    }
}
