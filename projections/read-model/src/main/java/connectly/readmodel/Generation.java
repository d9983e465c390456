package connectly.readmodel;

import static connectly.readmodel.jooq.Tables.SOURCE;
import static connectly.readmodel.jooq.Tables.TOKEN;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.sqlite.SQLiteConfig;

/**
 * What a generation of the read model says of itself, without opening it for work: the server may run.
 *
 * @param epoch of the log that it was folded from
 * @param position up to which it was folded; 0 when that has not begun
 */
public record Generation(String epoch, long position) {
    /**
     * Looks into a file.
     *
     * @param processor the name of who folds it
     * @throws ReadModelException if it cannot be read, or is no read model of this version
     */
    public static Generation of(Path file, String processor) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
            DSLContext tables = DSL.using(connection, SQLDialect.SQLITE);
            return new Generation(
                    tables.select(SOURCE.EPOCH).from(SOURCE).fetchSingle().value1(),
                    tables.select(DSL.coalesce(DSL.min(TOKEN.POSITION), DSL.val(0L)))
                            .from(TOKEN)
                            .where(TOKEN.PROCESSOR.eq(processor))
                            .fetchSingle()
                            .value1());
        } catch (SQLException | DataAccessException e) {
            throw new ReadModelException("The read model " + file + " cannot be read.", e);
        }
    }
}
