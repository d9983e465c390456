package connectly.eventlog.sqlite;

import java.sql.SQLException;

/** What SQLite's result codes mean for an append. Codes: https://sqlite.org/rescode.html */
public final class SqliteErrors {
    /** Among others: a table or a column is not there. */
    static final int ERROR = 1;

    static final int NO_PERMISSION = 3;
    static final int BUSY = 5;
    static final int READ_ONLY = 8;
    static final int CORRUPT = 11;
    /** No space is left. */
    public static final int FULL = 13;

    static final int CANNOT_OPEN = 14;
    static final int TOO_BIG = 18;
    static final int CONSTRAINT = 19;
    static final int MISMATCH = 20;
    static final int NOT_A_DATABASE = 26;

    private static final int PRIMARY_CODE = 0xFF;

    private SqliteErrors() {}

    /** The low byte: extended codes only say more about the same error. */
    public static int primaryCode(SQLException e) {
        return e.getErrorCode() & PRIMARY_CODE;
    }

    public static boolean isNoDatabase(SQLException e) {
        return primaryCode(e) == NOT_A_DATABASE;
    }

    /** The rows themselves were refused, or did not fit: undoing them alone heals the transaction. */
    public static boolean concernsOnlyTheAppend(SQLException e) {
        return switch (primaryCode(e)) {
            case CONSTRAINT, TOO_BIG, MISMATCH, FULL -> true;
            default -> false;
        };
    }

    /** What the file says cannot be what was written; anything else may be well another time, or elsewhere. */
    public static boolean blamesTheFile(SQLException e) {
        return switch (primaryCode(e)) {
            case ERROR, CORRUPT, TOO_BIG, NOT_A_DATABASE -> true;
            default -> false;
        };
    }

    /** Before the commit these leave the file as it was, and trying later may well succeed. */
    public static boolean passes(Throwable e) {
        return e instanceof SQLException sql
                && switch (primaryCode(sql)) {
                    case FULL, BUSY -> true;
                    default -> false;
                };
    }
}
