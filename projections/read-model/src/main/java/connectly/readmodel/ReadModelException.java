package connectly.readmodel;

import java.io.Serial;

/** The file of a read model failed. The log is not touched by it: a rebuild makes a new file. */
public class ReadModelException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ReadModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
