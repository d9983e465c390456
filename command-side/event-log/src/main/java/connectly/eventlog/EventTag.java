package connectly.eventlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A label by which decisions find an event, such as {@code conversation = 7f…}. */
record EventTag(String key, String value) {
    /**
     * The first 64 bits of SHA-256 over key, 0x1F, value. It keeps the tag index small and fixed in width; two tags may
     * share a hash, so whoever looks a tag up compares the tags of the row as well.
     */
    long hash() {
        MessageDigest digest = Sha256.digest();
        digest.update(key.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0x1F);
        return ByteBuffer.wrap(digest.digest(value.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
