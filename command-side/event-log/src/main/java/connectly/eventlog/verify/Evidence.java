package connectly.eventlog.verify;

import connectly.eventlog.merkle.Checkpoint;
import connectly.eventlog.merkle.InvalidEvidenceException;
import connectly.eventlog.merkle.SignedNote;
import connectly.eventlog.merkle.VerifierKey;
import org.jspecify.annotations.Nullable;

/** What somebody kept outside of the log, so that not even its operator can rewrite it unseen. */
public final class Evidence {
    private final @Nullable SignedNote checkpoint;
    private final @Nullable VerifierKey key;

    private Evidence(@Nullable SignedNote checkpoint, @Nullable VerifierKey key) {
        this.checkpoint = checkpoint;
        this.key = key;
    }

    /** Nothing: the log is held against itself alone. */
    public static Evidence none() {
        return new Evidence(null, null);
    }

    /**
     * A checkpoint, a key, or both.
     *
     * @param checkpoint that the log once published
     * @param key that the log once published, and that signed the checkpoint if there is one
     * @throws InvalidEvidenceException if the key did not sign the checkpoint
     */
    public static Evidence of(@Nullable SignedNote checkpoint, @Nullable VerifierKey key)
            throws InvalidEvidenceException {
        if (checkpoint != null && key != null) {
            var _ = Checkpoint.open(checkpoint, key);
        }
        return new Evidence(checkpoint, key);
    }

    /** Why the keys of this log are not those that were kept; null if they are. */
    @Nullable String contradictionOfKeys(Epochs epochs) {
        if (key != null && !epochs.keys().contains(key)) {
            return "The key that was given is none of this log: it is the key of another, or this log was made anew.";
        }
        if (checkpoint != null && checkpoint(epochs) == null) {
            return "No key of this log signed the checkpoint: it is of another log, or one of the two was forged.";
        }
        return null;
    }

    /** What the checkpoint says; null if there is none, or no key of the log signed it. */
    @Nullable Checkpoint checkpoint(Epochs epochs) {
        if (checkpoint == null) {
            return null;
        }
        for (VerifierKey candidate : epochs.keys()) {
            Checkpoint opened = opened(checkpoint, candidate);
            if (opened != null) {
                return opened;
            }
        }
        return null;
    }

    private static @Nullable Checkpoint opened(SignedNote note, VerifierKey key) {
        try {
            return Checkpoint.open(note, key);
        } catch (InvalidEvidenceException ofAnotherKey) {
            return null;
        }
    }
}
