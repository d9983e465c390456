package connectly.eventlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an event that its leaf in the Merkle tree covers: everything in its row, so that no part of it can be
 * changed unseen, and of its content only the hash, so that the proof outlives an erasure.
 *
 * <pre>
 * 1 byte     1, the form
 * 8 bytes    position
 * 8 bytes    time, milliseconds since 1970
 * event id, name of its type, version of its type, tags, metadata, payload:
 *            each 4 bytes length, then that many bytes; text in UTF-8
 * 1 byte     1 if content belongs to the event, else 0
 * 32 bytes   if so, SHA-256 of the sealed content
 * </pre>
 *
 * <p>Numbers are big-endian.
 */
final class Leaf {
    private static final byte FORM = 1;
    private static final int FIXED_LENGTH = 1 + Long.BYTES + Long.BYTES + 6 * Integer.BYTES + 1;

    private Leaf() {}

    static byte[] of(
            long position,
            String id,
            EventType type,
            long time,
            String tags,
            String metadata,
            byte[] payload,
            byte @Nullable [] contentHash) {
        return of(
                position,
                time,
                contentHash,
                utf8(id),
                utf8(type.name()),
                utf8(type.version()),
                utf8(tags),
                utf8(metadata),
                payload);
    }

    /** @param parts from the event id to the payload */
    static byte[] of(long position, long time, byte @Nullable [] contentHash, byte[]... parts) {
        int length = FIXED_LENGTH + (contentHash == null ? 0 : contentHash.length);
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer leaf =
                ByteBuffer.allocate(length).put(FORM).putLong(position).putLong(time);
        for (byte[] part : parts) {
            leaf.putInt(part.length).put(part);
        }
        if (contentHash == null) {
            leaf.put((byte) 0);
        } else {
            leaf.put((byte) 1).put(contentHash);
        }
        return leaf.array();
    }

    /** The same bytes for another position. */
    static byte[] at(long position, byte[] leaf) {
        ByteBuffer.wrap(leaf).putLong(1, position);
        return leaf;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
