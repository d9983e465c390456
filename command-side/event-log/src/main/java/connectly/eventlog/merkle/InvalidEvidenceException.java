package connectly.eventlog.merkle;

/**
 * A key, note, checkpoint or proof from outside is malformed, or does not prove what it is meant to prove. The message
 * says which and why in one sentence, and repeats nothing of what came from outside.
 */
public final class InvalidEvidenceException extends Exception {
    InvalidEvidenceException(String message) {
        super(message);
    }
}
