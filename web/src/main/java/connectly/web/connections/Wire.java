package connectly.web.connections;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The transport under an {@link Outbox}, which has at most one {@link #write} or {@link #ping} going on. */
public interface Wire {
    /** Told once that what was to be sent is on its way, or that it cannot be; on any thread. */
    @FunctionalInterface
    interface Done {
        void done(@Nullable Throwable failure);
    }

    /** Sends frames that waited together, in order, and is done when there is room for more. */
    void write(List<Frame> frames, Done then);

    /** Sends a sign of life that carries nothing. */
    void ping(Done then);

    /** Ends the connection; must not block. Called once, perhaps while a write is not done. */
    void close(Ending why);
}
