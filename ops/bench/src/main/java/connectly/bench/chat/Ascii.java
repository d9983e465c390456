package connectly.bench.chat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Part of a frame: its bytes are good only while the frame is looked at. */
final class Ascii {
    private byte[] bytes = {};
    private int from;
    private int to;

    void set(byte[] frame, int first, int last) {
        bytes = frame;
        from = first;
        to = last;
    }

    void clear() {
        to = from;
    }

    int length() {
        return to - from;
    }

    byte at(int index) {
        return bytes[from + index];
    }

    boolean is(byte[] other) {
        return sameFrom(0, other);
    }

    /** Whether from this index on it is the same as the other. */
    boolean sameFrom(int index, byte[] other) {
        return length() - index == other.length && Arrays.equals(bytes, from + index, to, other, 0, other.length);
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Override
    public String toString() {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
