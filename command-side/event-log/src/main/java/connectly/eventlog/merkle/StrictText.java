package connectly.eventlog.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The pieces that notes and proofs are made of. Each has exactly one accepted form, so that nobody can hold two files
 * that differ and mean the same.
 */
final class StrictText {
    /** More than any note or proof needs; a limit is asked for by signed-note. */
    static final int MAX_BYTES = 1 << 20;

    private StrictText() {}

    static String utf8(byte[] bytes) throws InvalidEvidenceException {
        if (bytes.length > MAX_BYTES) {
            throw new InvalidEvidenceException("The text is longer than 1 MiB.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidEvidenceException("The text is not UTF-8.");
        }
    }

    /** Java's decoder forgives missing padding and stray bits in the last character; encoding again shows both. */
    static byte[] base64(String text) throws InvalidEvidenceException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidEvidenceException("A base64 value is malformed.");
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new InvalidEvidenceException("A base64 value is not in its canonical form.");
        }
        return bytes;
    }

    /** 0 to 2^63-1, ASCII digits without leading zeros. */
    static long decimal(String text) throws InvalidEvidenceException {
        if (text.matches("0|[1-9][0-9]{0,18}")) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new InvalidEvidenceException("A number is 2^63 or more.");
            }
        }
        throw new InvalidEvidenceException("A number is not a plain decimal below 2^63.");
    }

    /** What a note may hold: characters, and no control character below U+0020 but the newline. */
    static boolean isNoteText(String text) {
        return text.codePoints().allMatch(c -> c == '\n' || (c >= ' ' && Character.getType(c) != Character.SURROGATE));
    }

    /** A key name or an origin: not empty, no space of Unicode, no plus, no control character. */
    static boolean isName(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(StrictText::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return c != '+'
                && !Character.isISOControl(c)
                && !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && Character.getType(c) != Character.SURROGATE;
    }
}
