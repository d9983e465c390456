package connectly.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The writing side of the file: one transaction that takes several appends, each undone alone if it fails. For the
 * writer thread alone, but for {@link #types()}.
 */
class LogStore implements AutoCloseable {
    /** About 10 MB in both generations, which remember the last tens of thousands of events. */
    private static final int FILTER_CAPACITY = 65_536;

    private final Connection connection;
    private final EventQueries queries;
    private final TagFilter filter;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final PreparedStatement savepoint;
    private final PreparedStatement undo;
    private final PreparedStatement release;
    private EventInserts inserts;

    private long head;
    private volatile EventTypes committedTypes;

    /** Position and types as the open transaction sees them; both fall back when it, or one append of it, is undone. */
    private long position;

    private EventTypes types;
    private boolean inTransaction;

    LogStore(Connection connection) throws SQLException {
        this.connection = connection;
        queries = new EventQueries(connection);
        head = LogFile.head(connection);
        position = head;
        types = LogFile.types(connection);
        committedTypes = types;
        filter = new TagFilter(FILTER_CAPACITY, head);
        // IMMEDIATE takes the write lock at once: a lock that is only upgraded later can fail in the middle.
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        rollback = connection.prepareStatement("ROLLBACK");
        savepoint = connection.prepareStatement("SAVEPOINT append");
        undo = connection.prepareStatement("ROLLBACK TO append");
        release = connection.prepareStatement("RELEASE append");
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

    void begin() throws SQLException {
        begin.execute();
        inTransaction = true;
    }

    /**
     * Checks the guard against everything before it, this transaction included, and inserts the events. When it throws an
     * {@link EventLogException}, the append alone was undone and the transaction goes on.
     *
     * @throws SQLException if the transaction cannot go on
     */
    AppendResult append(List<NewEvent> events, AppendGuard guard) throws SQLException {
        if (conflicts(guard)) {
            return new AppendResult.Conflict();
        }
        long positionBefore = position;
        EventTypes typesBefore = types;
        savepoint.execute();
        try {
            for (NewEvent event : events) {
                insert(event);
            }
            release.execute();
            return new AppendResult.Stored(position);
        } catch (SQLException e) {
            position = positionBefore;
            types = typesBefore;
            if (!SqliteErrors.concernsOnlyTheAppend(e)) {
                throw e;
            }
            undo.execute();
            release.execute();
            inserts.close();
            inserts = new EventInserts(connection);
            throw new EventLogException("The event log refused these events and stored none of them.", e);
        }
    }

    private void insert(NewEvent event) throws SQLException {
        int type = typeId(event.type());
        long next = position + 1;
        inserts.event(next, type, event);
        for (long tagHash : event.tagHashes()) {
            inserts.tag(tagHash, type, next);
            filter.note(tagHash, type, next);
        }
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

    /** On return the transaction is on disk. When it throws, nobody knows. */
    void commit() throws SQLException {
        commit.execute();
        inTransaction = false;
        head = position;
        committedTypes = types;
        filter.committed(head);
    }

    /** Undoes the whole transaction, if one could be begun at all. */
    void rollback() throws SQLException {
        position = head;
        types = committedTypes;
        if (inTransaction) {
            rollback.execute();
            inTransaction = false;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
