package connectly.web.connections;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to be sent, encoded once and shared by all its receivers: nobody may change the bytes.
 *
 * @see Outbox
 */
public final class Frame {
    private final byte[] utf8;
    private final @Nullable UUID conversation;

    /** @param conversation what it is about, so that it is not sent to who was removed meanwhile; null for an answer */
    public Frame(byte[] utf8, @Nullable UUID conversation) {
        this.utf8 = utf8;
        this.conversation = conversation;
    }

    /** An answer to what the client itself has asked. */
    static Frame answer(String text) {
        return new Frame(text.getBytes(StandardCharsets.UTF_8), null);
    }

    /** The text, in UTF-8. */
    public byte[] utf8() {
        return utf8;
    }

    boolean isAbout(UUID other) {
        return other.equals(conversation);
    }
}
