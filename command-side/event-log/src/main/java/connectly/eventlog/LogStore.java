package connectly.eventlog;

import connectly.eventlog.sqlite.SqliteErrors;
import connectly.eventlog.sqlite.SqliteFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The writing side of the file: one transaction that takes several appends, each checked against everything before it.
 * For the writer thread alone, but for {@link #types()}, {@link #filter()} and {@link #tree()}.
 */
class LogStore implements AutoCloseable {
    /** 8 MB, which tell apart the tags of the last hundred thousand events or so. */
    private static final int FILTER_SLOTS = 1 << 20;

    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private final Connection connection;
    private final EventQueries queries;
    private final LogTree tree;
    private final TagFilter filter;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final Purges purges;
    private EventInserts inserts;

    private long head;
    private volatile EventTypes committedTypes;

    /** Position and types as the open transaction sees them; both fall back when it, or one append of it, is undone. */
    private long position;

    private EventTypes types;
    private boolean inTransaction;

    LogStore(Connection connection, LogTree tree) throws SQLException {
        this.connection = connection;
        this.tree = tree;
        queries = new EventQueries(connection);
        head = LogFile.head(connection);
        position = head;
        types = LogFile.types(connection);
        committedTypes = types;
        filter = new TagFilter(FILTER_SLOTS, head);
        // IMMEDIATE takes the write lock at once: a lock that is only upgraded later can fail in the middle.
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        rollback = connection.prepareStatement("ROLLBACK");
        purges = new Purges(connection);
        inserts = new EventInserts(connection);
    }

    /** The last committed position. */
    long head() {
        return head;
    }

    /** The types that every committed event can have. Any thread. */
    EventTypes types() {
        return committedTypes;
    }

    /** Knows every event up to any committed position. Any thread. */
    TagFilter filter() {
        return filter;
    }

    LogTree tree() {
        return tree;
    }

    void begin() throws SQLException {
        begin.execute();
        inTransaction = true;
    }

    /**
     * Checks the guard against everything before it, this transaction included, and inserts the events.
     *
     * @throws EventLogException if the rows were refused: then the transaction is spoilt and must be rolled back, unless
     *     the append is made {@link #appendAlone}
     * @throws SQLException if the transaction cannot go on
     */
    AppendResult append(PendingAppend append) throws SQLException {
        if (conflicts(append.guard())) {
            return new AppendResult.Conflict();
        }
        try {
            for (NewEvent event : append.events()) {
                insert(event);
            }
            for (long purged : append.purges()) {
                purges.purge(purged);
            }
            return new AppendResult.Stored(position);
        } catch (SQLException e) {
            if (SqliteErrors.concernsOnlyTheAppend(e)) {
                throw new EventLogException("The event log refused these events and stored none of them.", e);
            }
            throw e;
        }
    }

    /** Like {@link #append}, but rows that are refused undo this append alone, and the transaction goes on. */
    AppendResult appendAlone(PendingAppend append) throws SQLException {
        long positionBefore = position;
        EventTypes typesBefore = types;
        int leavesBefore = tree.pending();
        SqliteFile.execute(connection, "SAVEPOINT append");
        try {
            AppendResult result = append(append);
            SqliteFile.execute(connection, "RELEASE append");
            return result;
        } catch (EventLogException e) {
            SqliteFile.execute(connection, "ROLLBACK TO append");
            SqliteFile.execute(connection, "RELEASE append");
            position = positionBefore;
            types = typesBefore;
            tree.forgetAfter(leavesBefore);
            renewInserts();
            throw e;
        }
    }

    private void renewInserts() throws SQLException {
        inserts.close();
        inserts = new EventInserts(connection);
    }

    private void insert(NewEvent event) throws SQLException {
        int type = typeId(event.type());
        long next = position + 1;
        inserts.event(next, type, event);
        for (long tagHash : event.tagHashes()) {
            filter.note(tagHash, type, next);
        }
        tree.add(event, next);
        position = next;
    }

    private int typeId(EventType type) throws SQLException {
        Integer known = types.idOf(type);
        if (known != null) {
            return known;
        }
        int id = types.nextId();
        inserts.type(id, type);
        types = types.with(type, id);
        return id;
    }

    private boolean conflicts(AppendGuard guard) throws SQLException {
        if (guard.after() >= position) {
            return false;
        }
        if (guard.query().everything()) {
            return true;
        }
        for (Criterion criterion : guard.query().criteria()) {
            if (!filter.provesNoneAfter(guard.after(), criterion.tagHashes(), types.idsNamed(criterion.types()))
                    && !queries.matching(criterion, types, guard.after(), position, 1)
                            .isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** What must stand in the file with these events. The last thing before {@link #commit}. */
    void complete() throws SQLException {
        tree.grow(inserts);
    }

    /** On return the transaction is on disk. When it throws, nobody knows. */
    void commit() throws SQLException {
        commit.execute();
        inTransaction = false;
        head = position;
        committedTypes = types;
        tree.afterCommit();
    }

    /** Undoes the whole transaction, if one could be begun at all. */
    void rollback() throws SQLException {
        position = head;
        types = committedTypes;
        tree.afterRollback();
        if (inTransaction) {
            rollback.execute();
            inTransaction = false;
            renewInserts();
        }
    }

    /** Signs a checkpoint if there are events without one. It is on disk on return. */
    void signCheckpoint() throws SQLException {
        if (!tree.lacksCheckpoint()) {
            return;
        }
        begin();
        tree.signAll();
        commit();
    }

    /** Folds the whole write-ahead log into the file and empties it, unless a reader is in the way. */
    void truncateWriteAheadLog() throws SQLException {
        SqliteFile.execute(connection, "PRAGMA busy_timeout = 0");
        SqliteFile.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteFile.execute(connection, "PRAGMA busy_timeout = " + BUSY_TIMEOUT_MILLIS);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
