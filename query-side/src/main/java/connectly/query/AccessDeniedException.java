package connectly.query;

import java.io.Serial;

/** The viewer may not see what was asked for. An answer, not a fault, so it carries no stack trace. */
public final class AccessDeniedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Access access;

    AccessDeniedException(Access access) {
        super(access.name(), null, false, false);
        this.access = access;
    }

    public Access access() {
        return access;
    }
}
