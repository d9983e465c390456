package connectly.readmodel;

import java.io.Serial;
import java.nio.file.Path;

/** The file holds a read model of another version of Connectly, or of another log: build it anew. */
public final class StaleReadModelException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StaleReadModelException(Path file, String why) {
        super("The read model " + file + " " + why + ".");
    }
}
