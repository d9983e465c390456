package connectly.web.socket;

import connectly.web.connections.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a socket sends at once: a frame as it is, or several in a {@code batch} of the contract. */
final class Batch {
    private static final byte[] HEAD = "{\"type\":\"batch\",\"frames\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

    private Batch() {}

    /** The frames' own bytes put together, since each was encoded when it was made; not to be changed. */
    static byte[] of(List<Frame> frames) {
        return frames.size() == 1 ? frames.getFirst().utf8() : joined(frames);
    }

    private static byte[] joined(List<Frame> frames) {
        int length = HEAD.length + frames.size() - 1 + TAIL.length;
        for (Frame frame : frames) {
            length += frame.utf8().length;
        }
        byte[] whole = new byte[length];
        int end = append(whole, 0, HEAD);
        for (Frame frame : frames) {
            if (end > HEAD.length) {
                whole[end++] = ',';
            }
            end = append(whole, end, frame.utf8());
        }
        append(whole, end, TAIL);
        return whole;
    }

    private static int append(byte[] whole, int at, byte[] part) {
        System.arraycopy(part, 0, whole, at, part.length);
        return at + part.length;
    }
}
