package connectly.bench.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Takes frames of a server apart, RFC 6455 section 5.2. */
final class FrameReader {
    private static final int OPCODE = 0x0f;
    private static final int LAST = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int SHORT_HEAD = 2;
    private static final int MIDDLE_HEAD = 4;
    private static final int LONG_HEAD = 10;
    private static final int BYTE = 0xff;
    /** RFC 6455 section 7.4.1: a close frame without a code. */
    private static final int NO_CODE = 1005;

    /** What the frames say. */
    interface Frames {
        void text(byte[] bytes, int from, int to);

        void ping(byte[] payload);

        void close(int code, String reason);
    }

    private final Frames frames;
    /** What has come of a message in several frames, which servers make of long ones. */
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    FrameReader(Frames frames) {
        this.frames = frames;
    }

    /** Reads the whole frames until {@code over}, and returns where the unread rest begins. */
    int read(byte[] bytes, int from, int to, BooleanSupplier over) {
        int at = from;
        while (!over.getAsBoolean() && to - at >= SHORT_HEAD) {
            int length = bytes[at + 1] & LENGTH;
            int head = length == TWO_BYTES ? MIDDLE_HEAD : length == EIGHT_BYTES ? LONG_HEAD : SHORT_HEAD;
            if (to - at < head) {
                break;
            }
            long payload = length == TWO_BYTES
                    ? ((bytes[at + 2] & BYTE) << Byte.SIZE) | (bytes[at + 3] & BYTE)
                    : length == EIGHT_BYTES
                            ? ByteBuffer.wrap(bytes, at + 2, Long.BYTES).getLong()
                            : length;
            if (to - at < head + payload) {
                break;
            }
            int end = at + head + (int) payload;
            frame(bytes[at], bytes, at + head, end);
            at = end;
        }
        return at;
    }

    private void frame(byte first, byte[] bytes, int from, int to) {
        switch (first & OPCODE) {
            case FrameWriter.PING -> frames.ping(Arrays.copyOfRange(bytes, from, to));
            case FrameWriter.PONG -> {
                // An answer to a ping of ours, of which there are none.
            }
            case FrameWriter.CLOSE -> close(bytes, from, to);
            default -> message((first & LAST) != 0, bytes, from, to);
        }
    }

    private void message(boolean last, byte[] bytes, int from, int to) {
        if (last && parts.size() == 0) {
            frames.text(bytes, from, to);
            return;
        }
        parts.write(bytes, from, to - from);
        if (last) {
            byte[] whole = parts.toByteArray();
            parts.reset();
            frames.text(whole, 0, whole.length);
        }
    }

    private void close(byte[] bytes, int from, int to) {
        if (to - from < Short.BYTES) {
            frames.close(NO_CODE, "");
        } else {
            int code = ((bytes[from] & BYTE) << Byte.SIZE) | (bytes[from + 1] & BYTE);
            frames.close(code, new String(bytes, from + 2, to - from - 2, StandardCharsets.UTF_8));
        }
    }
}
