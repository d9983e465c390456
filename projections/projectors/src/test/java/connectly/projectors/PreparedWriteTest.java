package connectly.projectors;

import static connectly.readmodel.PreparedWrite.value;
import static connectly.readmodel.jooq.Tables.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.readmodel.PreparedWrite;
import connectly.readmodel.ReadModel;
import connectly.readmodel.ReadModelException;
import connectly.readmodel.ReadModelWriter;
import java.nio.file.Path;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that are rendered once, on a real file. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class PreparedWriteTest {
    private static final PreparedWrite ADD = PreparedWrite.of(DSL.insertInto(TOKEN)
            .set(TOKEN.PROCESSOR, value(TOKEN.PROCESSOR))
            .set(TOKEN.SEGMENT, DSL.inline(0L))
            .set(TOKEN.MASK, value(TOKEN.POSITION))
            .set(TOKEN.POSITION, value(TOKEN.POSITION)));

    @TempDir
    private Path directory;

    private ReadModel readModel;
    private ReadModelWriter writer;

    @BeforeEach
    void open() {
        readModel = ReadModel.open(directory.resolve("read-1.db"), "epoch");
        writer = readModel.writer();
    }

    @AfterEach
    void close() {
        readModel.close();
    }

    @Test
    void aColumnStandsForOneValueWhereverTheStatementHasIt() {
        writer.begin();
        add("one", 7);
        add("two", 8);
        writer.commit();

        List<Long> masks = readModel.read(tables ->
                tables.select(TOKEN.MASK).from(TOKEN).orderBy(TOKEN.MASK).fetch(TOKEN.MASK));
        assertThat(masks).containsExactly(7L, 8L);
        assertThat(readModel.position("two")).isEqualTo(8);
    }

    @Test
    void aValueThatIsNotGivenIsNotTakenFromTheTimeBefore() {
        writer.begin();
        add("one", 7);

        assertThatThrownBy(
                        () -> writer.prepared(ADD).set(TOKEN.PROCESSOR, "two").execute())
                .isInstanceOf(IllegalStateException.class);
        writer.rollback();
    }

    @Test
    void aColumnThatTheStatementDoesNotLeaveOpenCannotBeSet() {
        writer.begin();

        assertThatThrownBy(() -> writer.prepared(ADD).set(TOKEN.SEGMENT, 1L))
                .isInstanceOf(IllegalArgumentException.class);
        writer.rollback();
    }

    @Test
    void aStatementThatFailedWorksAgainAfterTheRollback() {
        writer.begin();
        add("one", 7);
        assertThatThrownBy(() -> add("one", 8)).isInstanceOf(ReadModelException.class);
        writer.rollback();

        writer.begin();
        add("one", 9);
        writer.commit();

        assertThat(readModel.position("one")).isEqualTo(9);
    }

    private void add(String processor, long position) {
        writer.prepared(ADD)
                .set(TOKEN.PROCESSOR, processor)
                .set(TOKEN.POSITION, position)
                .execute();
    }
}
