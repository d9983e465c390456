package connectly.eventlog.verify;

import connectly.eventlog.LogFormat;
import connectly.eventlog.merkle.Checkpoint;
import connectly.eventlog.sqlite.SqliteFile;
import connectly.eventlog.verify.LogVerification.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over the events, in which everything is checked that hangs on them. */
final class LogPass implements AutoCloseable {
    private final long head;
    private final Epochs epochs;
    private final EventPages events;
    private final ContentCheck content = new ContentCheck();
    private final TreeCheck tree;
    private final CheckpointCheck checkpoints;
    private final TagIndexCheck tags;
    private final StrayRows strayRows;
    private final Evidence evidence;
    private final @Nullable Checkpoint kept;
    private boolean keptIsReached;
    private boolean keptFits;
    private long position;

    private LogPass(Connection connection, Evidence evidence) throws SQLException, DamageException {
        this.evidence = evidence;
        head = SqliteFile.number(connection, "SELECT coalesce(max(position), 0) FROM event");
        // Read after the head, so they have every type and every epoch of the events up to it.
        EventTypeNames types = EventTypeNames.read(connection);
        epochs = Epochs.read(connection, head);
        kept = evidence.checkpoint(epochs);
        events = new EventPages(connection, types, head);
        tree = new TreeCheck(connection, head);
        checkpoints = new CheckpointCheck(connection, epochs, head);
        tags = new TagIndexCheck(connection, types, head);
        strayRows = new StrayRows(connection);
    }

    /** Makes sure first that the file is what a pass can be made over. */
    static LogPass over(Connection connection, Evidence evidence) throws SQLException, DamageException {
        if (!LogFormat.hasOurTables(connection)) {
            throw new DamageException(
                    DamageException.NOWHERE,
                    "The tables or triggers of the file are not those that a log of its format has.");
        }
        return new LogPass(connection, evidence);
    }

    Verdict run(Progress progress) throws SQLException, DamageException {
        if (kept != null && kept.size() == 0) {
            hold(kept);
        }
        try {
            events.each(event -> {
                visit(event);
                position = event.position();
                progress.at(position, head);
            });
        } catch (SQLException | DamageException later) {
            // A checkpoint before it may be wrong, too, and its check not done yet.
            checkpoints.settle();
            throw later;
        }
        checkpoints.settle();
        checkTheRest();
        return verdict();
    }

    private interface Check {
        void run() throws SQLException, DamageException;
    }

    private void checkTheRest() throws SQLException, DamageException {
        DamageException first = null;
        for (Check check : List.<Check>of(strayRows::check, tags::finish)) {
            try {
                check.run();
            } catch (DamageException e) {
                first = first == null || e.isBefore(first) ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void visit(EventRow event) throws SQLException, DamageException {
        tree.add(event.position(), event.leaf());
        content.check(event);
        tags.add(event);
        if (checkpoints.isDueAt(event.position())) {
            checkpoints.check(tree.tree());
        }
        if (kept != null && kept.size() == event.position()) {
            hold(kept);
        }
    }

    private void hold(Checkpoint checkpoint) throws SQLException, DamageException {
        keptIsReached = true;
        keptFits = tree.tree().root().equals(checkpoint.root());
    }

    private Verdict verdict() {
        String contradiction = evidence.contradictionOfKeys(epochs);
        if (contradiction != null) {
            return new Verdict.Contradicted(contradiction);
        }
        if (kept != null && !keptIsReached) {
            return new Verdict.Behind(head, kept.size());
        }
        if (kept != null && !keptFits) {
            return new Verdict.Contradicted(
                    "The first %d events are not those that the checkpoint was signed for: the log was rewritten."
                            .formatted(kept.size()));
        }
        return new Verdict.Sound(head, checkpoints.covered(), checkpoints.count());
    }

    /** The last event that could be read. */
    long position() {
        return position;
    }

    @Override
    public void close() throws SQLException {
        events.close();
        tree.close();
        checkpoints.close();
        tags.close();
    }
}
