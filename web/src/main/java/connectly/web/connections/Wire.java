package connectly.web.connections;

import java.io.IOException;
import java.util.List;

/** The transport under an {@link Outbox}, which calls {@link #write} and {@link #ping} from one thread at a time. */
public interface Wire {
    /** Sends frames that waited together, in order; may take as long as the peer does. */
    void write(List<String> frames) throws IOException;

    /** Sends a sign of life that carries nothing. */
    void ping() throws IOException;

    /** Ends the connection. Called once, perhaps while a write has not returned. */
    void close(Ending why) throws IOException;
}
