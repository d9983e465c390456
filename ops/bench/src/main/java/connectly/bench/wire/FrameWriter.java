package connectly.bench.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Frames of a client, RFC 6455 section 5.2. They are masked with zeros, which leaves the payload as it is: a mask guards
 * proxies against pages, and here there is neither.
 */
final class FrameWriter {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int LONGEST_HEAD = 14;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private FrameWriter() {}

    static ByteBuffer text(String ascii) {
        return frame(TEXT, ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    static ByteBuffer pong(byte[] payload) {
        return frame(PONG, payload);
    }

    static ByteBuffer close(int code) {
        return frame(
                CLOSE, ByteBuffer.allocate(Short.BYTES).putShort((short) code).array());
    }

    private static ByteBuffer frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEAD + payload.length);
        frame.put((byte) (LAST | opcode));
        if (payload.length < TWO_BYTES) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 1 << Short.SIZE) {
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | EIGHT_BYTES)).putLong(payload.length);
        }
        return frame.putInt(0).put(payload).flip();
    }
}
