package connectly.readmodel;

import static connectly.readmodel.jooq.Tables.SOURCE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Makes the tables of a new file, and tells whether a file that exists can still be used. Tables that exist are never
 * migrated: their rows would lack what the new version would have folded into them.
 */
final class Schema {
    private Schema() {}

    static void prepare(Path file, String epoch) {
        boolean existed = Files.exists(file);
        Flyway flyway = Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:read-model")
                .load();
        if (existed) {
            check(file, flyway, epoch);
            return;
        }
        flyway.migrate();
        inFile(
                file,
                tables -> tables.insertInto(SOURCE, SOURCE.EPOCH).values(epoch).execute());
    }

    private static void check(Path file, Flyway flyway, String epoch) {
        if (!isOfThisVersion(flyway)) {
            throw new StaleReadModelException(file, "was made by another version of Connectly");
        }
        if (inFile(
                        file,
                        tables -> tables.selectCount()
                                .from(SOURCE)
                                .where(SOURCE.EPOCH.eq(epoch))
                                .fetchSingle()
                                .value1())
                == 0) {
            throw new StaleReadModelException(file, "was made from another log");
        }
    }

    /** Flyway alone takes a file of a newer version as valid, and only warns of the migrations that it does not know. */
    private static boolean isOfThisVersion(Flyway flyway) {
        try {
            MigrationInfoService migrations = flyway.info();
            return flyway.validateWithResult().validationSuccessful
                    && migrations.pending().length == 0
                    && Stream.of(migrations.applied())
                            .noneMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
        } catch (FlywayException e) {
            return false;
        }
    }

    private static int inFile(Path file, ToIntFunction<DSLContext> work) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return work.applyAsInt(DSL.using(connection, SQLDialect.SQLITE));
        } catch (SQLException e) {
            throw new ReadModelException("The read model " + file + " cannot be opened.", e);
        }
    }
}
