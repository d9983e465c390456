package connectly.eventlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A label by which decisions find an event, such as {@code conversation = 7f…}. */
record EventTag(String key, String value) {
    /** A UUID of version 7: x is a lower-case hexadecimal digit. */
    private static final String TIME_ORDERED_ID = "xxxxxxxx-xxxx-7xxx-xxxx-xxxxxxxxxxxx";

    /** Milliseconds in a step of the order that hashes keep, as a power of two: 16. */
    private static final int STEP_BITS = 4;

    /**
     * 64 bits that keep the tag index small and fixed in width; two tags may share them, so whoever looks a tag up
     * compares the tags of the row as well. The first bits are those of SHA-256 over key, 0x1F, value.
     *
     * <p>Where the value ends with a UUID of version 7, the upper 32 bits are the time in it, in steps of 16 ms, instead:
     * what is new then stands together in the index, and a batch changes a few of its pages and not one a tag.
     */
    long hash() {
        MessageDigest digest = Sha256.digest();
        digest.update(key.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0x1F);
        long random = ByteBuffer.wrap(digest.digest(value.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        int start = value.length() - TIME_ORDERED_ID.length();
        return start < 0 || !isTimeOrderedId(value, start)
                ? random
                : ((millis(value, start) >>> STEP_BITS) << Integer.SIZE) | (random >>> Integer.SIZE);
    }

    /** By hand, since each command asks for several hashes and a regular expression took most of their time. */
    private static boolean isTimeOrderedId(String value, int start) {
        for (int i = 0; i < TIME_ORDERED_ID.length(); i++) {
            char wanted = TIME_ORDERED_ID.charAt(i);
            char found = value.charAt(start + i);
            if (wanted == 'x' ? !isLowerHex(found) : found != wanted) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLowerHex(char character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }

    /** UUID version 7 (RFC 9562) begins with 48 bits of milliseconds. */
    private static long millis(String value, int start) {
        return (HexFormat.fromHexDigitsToLong(value, start, start + 8) << Short.SIZE)
                | HexFormat.fromHexDigits(value, start + 9, start + 13);
    }
}
