package connectly.web.problem;

import java.io.IOException;

/** The request's body is longer than we read; raised while reading, so also for a body that never told its length. */
public final class BodyTooLargeException extends IOException {
    public BodyTooLargeException(long limitBytes) {
        super("a request body may have " + limitBytes + " bytes");
    }
}
