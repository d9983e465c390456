package connectly.query.receipts;

import java.io.Serial;

/** A conversation has no message of the seq that was asked for. It is an answer, so it carries no stack trace. */
public final class UnknownSeqException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnknownSeqException() {
        super("no such seq", null, false, false);
    }
}
