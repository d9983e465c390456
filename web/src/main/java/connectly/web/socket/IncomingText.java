package connectly.web.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a text together. Holds no buffer between texts. */
final class IncomingText {
    /** Far more than the network cuts a text into; without this, empty parts could come for ever. */
    private static final int MOST_PARTS = 512;

    private @Nullable ByteArrayOutputStream before;
    private int parts;

    /** Thrown instead of reading on. */
    static final class TooBigException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * @return the whole text, or null where parts are missing
     * @throws TooBigException when it has more than 16 KiB, or 512 parts
     * @throws CharacterCodingException when it is not UTF-8
     */
    @Nullable String add(ByteBuffer part, boolean last) throws TooBigException, CharacterCodingException {
        int length = part.remaining() + (before == null ? 0 : before.size());
        parts = before == null ? 1 : parts + 1;
        if (length > Frames.LARGEST_FRAME_BYTES || parts > MOST_PARTS) {
            before = null;
            throw new TooBigException();
        }
        if (last && before == null) {
            return decoded(part);
        }
        return add(part, last, before == null ? new ByteArrayOutputStream() : before);
    }

    private @Nullable String add(ByteBuffer part, boolean last, ByteArrayOutputStream whole)
            throws CharacterCodingException {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        whole.writeBytes(bytes);
        before = last ? null : whole;
        return last ? decoded(ByteBuffer.wrap(whole.toByteArray())) : null;
    }

    /** A new decoder reports what is malformed, where {@code new String} would put something in its place. */
    private static String decoded(ByteBuffer utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    }
}
