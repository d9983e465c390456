package connectly.eventlog.verify;

import connectly.eventlog.EventLogException;
import connectly.eventlog.LogFormat;
import connectly.eventlog.sqlite.SqliteErrors;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads the whole log once and says whether it is what was written. It needs neither the master key nor the key file,
 * changes nothing, and may run beside the server that writes the log: what is appended meanwhile is left for the next
 * time.
 *
 * <p>That a log agrees with itself shows damage, and a change by anyone who has not its signing key. Against its own
 * operator only {@link Evidence} helps that was kept elsewhere.
 */
public final class LogVerification {
    private LogVerification() {}

    /** Is told how far a verification is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called after each event, so it must be quick.
         *
         * @param position of the event
         * @param head of the last one that will be read
         */
        void at(long position, long head);
    }

    /**
     * Verifies a log.
     *
     * @param events the file of the log
     * @throws EventLogException with one sentence if there is no such file, it is no log of this format, or it could not
     *     be read for a reason that lies outside of it
     */
    public static Verdict verify(Path events, Evidence evidence, Progress progress) {
        try (Connection connection = LogFormat.openForReading(events)) {
            return verdict(connection, evidence, progress);
        } catch (SQLException e) {
            if (SqliteErrors.blamesTheFile(e)) {
                return unreadable(0, e);
            }
            throw new EventLogException("The event log %s could not be read.".formatted(events), e);
        }
    }

    private static Verdict verdict(Connection connection, Evidence evidence, Progress progress) throws SQLException {
        try (LogPass pass = LogPass.over(connection, evidence)) {
            return verdict(pass, progress);
        } catch (DamageException e) {
            return e.verdict();
        }
    }

    private static Verdict verdict(LogPass pass, Progress progress) throws SQLException, DamageException {
        try {
            return pass.run(progress);
        } catch (SQLException e) {
            if (SqliteErrors.blamesTheFile(e)) {
                return unreadable(pass.position(), e);
            }
            throw e;
        }
    }

    private static Verdict unreadable(long position, SQLException e) {
        return new Verdict.Broken(
                position + 1,
                "The file could be read up to event %d only; SQLite says: %s".formatted(position, e.getMessage()));
    }
}
