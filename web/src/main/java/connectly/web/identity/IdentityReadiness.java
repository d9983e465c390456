package connectly.web.identity;

import static connectly.web.identity.schema.Tables.SESSION;

import connectly.web.health.ReadinessCheck;
import org.jooq.exception.DataAccessException;

/** Whether identity.db answers: without it nobody is let in. */
final class IdentityReadiness implements ReadinessCheck {
    private final IdentityDatabase database;

    IdentityReadiness(IdentityDatabase database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public Result check() {
        try {
            database.read(sql -> sql.fetchExists(SESSION));
            return new Result(true, "identity.db answers");
        } catch (DataAccessException e) {
            return new Result(false, "identity.db does not answer");
        }
    }
}
