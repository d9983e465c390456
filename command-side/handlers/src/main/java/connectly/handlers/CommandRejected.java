package connectly.handlers;

import java.io.Serial;

/** The answer to a command is no. Nothing was written. It is an answer, not a fault, so it carries no stack trace. */
public final class CommandRejected extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public CommandRejected(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
