package connectly.web.product;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A frame of RFC 6455, section 5.2, as it goes over the wire: right or wrong.
 *
 * @param fin whether it ends its message
 * @param reserved the bits RSV1 to RSV3, RSV1 the highest
 * @param opcode 0 to 15
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawFrame(boolean fin, int reserved, int opcode, byte[] payload) {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};
    private static final int LONGEST_IN_ONE_BYTE = 125;
    private static final int LONGEST_IN_TWO_BYTES = 0xFFFF;

    static RawFrame of(int opcode, byte[] payload) {
        return new RawFrame(true, 0, opcode, payload);
    }

    static RawFrame text(String text) {
        return of(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static RawFrame close(int code) {
        return of(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** The same with more to come. */
    RawFrame unfinished() {
        return new RawFrame(false, reserved, opcode, payload);
    }

    RawFrame reserved(int bits) {
        return new RawFrame(fin, bits, opcode, payload);
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Of a close frame; 1005, as the RFC has it, where it gives none. */
    int closeCode() {
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    /** As a client has to send it. */
    byte[] masked() {
        return join(new byte[] {first()}, length(0x80), MASK, hidden());
    }

    /** As only a server may send it. */
    byte[] unmasked() {
        return join(new byte[] {first()}, length(0), payload);
    }

    /** Masked, with a length that need not be true. */
    byte[] claiming(long length) {
        byte[] eight = ByteBuffer.allocate(9).put((byte) 0xFF).putLong(length).array();
        return join(new byte[] {first()}, eight, MASK, hidden());
    }

    private byte[] hidden() {
        byte[] hidden = payload.clone();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] ^= MASK[i % MASK.length];
        }
        return hidden;
    }

    private byte first() {
        return (byte) ((fin ? 0x80 : 0) | (reserved << 4) | opcode);
    }

    private byte[] length(int maskBit) {
        if (payload.length <= LONGEST_IN_ONE_BYTE) {
            return new byte[] {(byte) (maskBit | payload.length)};
        }
        return payload.length <= LONGEST_IN_TWO_BYTES
                ? ByteBuffer.allocate(3)
                        .put((byte) (maskBit | 126))
                        .putShort((short) payload.length)
                        .array()
                : ByteBuffer.allocate(9)
                        .put((byte) (maskBit | 127))
                        .putLong(payload.length)
                        .array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
