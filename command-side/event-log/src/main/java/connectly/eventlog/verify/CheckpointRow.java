package connectly.eventlog.verify;

import connectly.eventlog.merkle.Checkpoint;
import connectly.eventlog.merkle.InvalidEvidenceException;
import connectly.eventlog.merkle.MerkleTree;
import connectly.eventlog.merkle.SignedNote;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as the file has it.
 *
 * @param size how many events it covers
 * @param epoch the number of its epoch
 */
// The note is parsed and never compared as a record.
@SuppressWarnings("ArrayRecordComponent")
record CheckpointRow(long size, long epoch, byte @Nullable [] note) {
    boolean isAfter(CheckpointRow other) {
        return size > other.size || (size == other.size && epoch > other.epoch);
    }

    /**
     * Holds it against the tree that the events make.
     *
     * @param vouched how many events the checkpoint before it covers: if this one does not fit, the fault is after them
     */
    void check(Epochs epochs, MerkleTree tree, long vouched) throws DamageException {
        Checkpoint checkpoint = opened(epochs);
        if (checkpoint.size() != size) {
            throw new DamageException(
                    size,
                    "The checkpoint over the first %d events was signed for %d.".formatted(size, checkpoint.size()));
        }
        if (!checkpoint.root().equals(tree.root())) {
            throw new DamageException(
                    vouched + 1,
                    "The events %d to %d are not those that the checkpoint over them was signed for."
                            .formatted(vouched + 1, size));
        }
    }

    private Checkpoint opened(Epochs epochs) throws DamageException {
        Epochs.Epoch of = epochs.numbered(epoch);
        if (of == null || of.key() == null || size < of.after()) {
            throw new DamageException(
                    size, "The checkpoint over the first %d events cannot be of epoch %d.".formatted(size, epoch));
        }
        try {
            if (note != null) {
                return Checkpoint.open(SignedNote.parse(note), of.key());
            }
        } catch (InvalidEvidenceException e) {
            // Said below, in the words of the log.
        }
        throw new DamageException(
                size, "The checkpoint over the first %d events is not signed by the key of its epoch.".formatted(size));
    }
}
