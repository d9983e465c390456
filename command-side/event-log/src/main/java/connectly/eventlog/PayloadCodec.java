package connectly.eventlog;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the log must know of the payloads that it keeps, told by those who know them. Called from many threads. */
public interface PayloadCodec {
    /**
     * Turns a payload into what is stored.
     *
     * @throws IllegalArgumentException if it is none that the log can keep
     */
    EncodedPayload encode(Object payload);

    /**
     * Turns what is stored back into a payload, of whatever version it is.
     *
     * @param open as {@link #encode} gave it, now or years ago
     * @param content likewise; null where there was none or it was erased
     * @throws RuntimeException if it cannot be read
     */
    Object decode(String eventName, String version, byte[] open, byte @Nullable [] content);

    /** Whether this version of the program can read events of this name and version. */
    boolean knows(String eventName, String version);

    /** Keys of tags whose values are personal: the log keeps only a keyed hash of these values. */
    Set<String> privateTags();
}
