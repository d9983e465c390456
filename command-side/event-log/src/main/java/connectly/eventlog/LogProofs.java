package connectly.eventlog;

import connectly.eventlog.merkle.Checkpoint;
import connectly.eventlog.merkle.InvalidEvidenceException;
import connectly.eventlog.merkle.SignedNote;
import connectly.eventlog.merkle.TlogProof;
import connectly.eventlog.merkle.TreeHistory;
import connectly.eventlog.merkle.VerifierKey;
import java.util.Optional;

/** Proofs that hold without the log. */
final class LogProofs {
    private LogProofs() {}

    static Optional<TlogProof> of(long position, SignedNote newest, VerifierKey key, TreeHistory tree) {
        long size = signedSize(newest, key);
        // Positions count from 1, leaves from 0.
        long index = position - 1;
        return index < 0 || index >= size
                ? Optional.empty()
                : Optional.of(new TlogProof(index, tree.inclusionProof(index, size), newest));
    }

    private static long signedSize(SignedNote note, VerifierKey key) {
        try {
            return Checkpoint.open(note, key).size();
        } catch (InvalidEvidenceException e) {
            throw new EventLogException("The newest checkpoint of the event log is not what was signed.", e);
        }
    }
}
