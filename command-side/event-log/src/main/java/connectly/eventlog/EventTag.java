package connectly.eventlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.regex.Pattern;

/** A label by which decisions find an event, such as {@code conversation = 7f…}. */
record EventTag(String key, String value) {
    private static final int UUID_LENGTH = 36;
    private static final Pattern TIME_ORDERED_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Milliseconds in a step of the order that hashes keep, as a power of two: 16. */
    private static final int STEP_BITS = 4;

    /** UUID version 7 (RFC 9562) has 48 bits of milliseconds before 16 others in its upper half. */
    private static final int BITS_AFTER_MILLIS = 16;

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
        int start = value.length() - UUID_LENGTH;
        if (start < 0
                || !TIME_ORDERED_ID.matcher(value).region(start, value.length()).matches()) {
            return random;
        }
        long millis = UUID.fromString(value.substring(start)).getMostSignificantBits() >>> BITS_AFTER_MILLIS;
        return ((millis >>> STEP_BITS) << Integer.SIZE) | (random >>> Integer.SIZE);
    }
}
