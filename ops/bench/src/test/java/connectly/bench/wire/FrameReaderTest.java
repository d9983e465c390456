package connectly.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest implements FrameReader.Frames {
    private final List<String> seen = new ArrayList<>();
    private final FrameReader reader = new FrameReader(this);
    private boolean over;

    @Test
    void framesOfEveryLengthAreReadHoweverTheyAreCut() {
        String[] texts = {"", "x".repeat(125), "y".repeat(126), "z".repeat(70_000)};
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (String text : texts) {
            stream.writeBytes(frame(0x81, text.getBytes(StandardCharsets.US_ASCII)));
        }
        byte[] bytes = stream.toByteArray();

        int from = 0;
        for (int to = 0; to <= bytes.length; to++) {
            from = reader.read(bytes, from, to, () -> over);
        }

        assertThat(from).isEqualTo(bytes.length);
        assertThat(seen).containsExactly("text:", "text:" + texts[1], "text:" + texts[2], "text:" + texts[3]);
    }

    @Test
    void aMessageInSeveralFramesIsOneWithAPingInBetween() {
        read(frame(0x01, ascii("he")), frame(0x00, ascii("l")), frame(0x89, ascii("p")), frame(0x80, ascii("lo")));

        assertThat(seen).containsExactly("ping:p", "text:hello");
    }

    @Test
    void aCloseTellsCodeAndReasonAndNothingAfterItIsRead() {
        read(frame(0x88, new byte[] {0x11, 0x38, 's', 'l', 'o', 'w'}), frame(0x81, ascii("late")));

        assertThat(seen).containsExactly("close:4408 slow");
    }

    @Test
    void aCloseWithoutACodeIs1005() {
        read(frame(0x88, new byte[0]));

        assertThat(seen).containsExactly("close:1005 ");
    }

    private void read(byte[]... frames) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] each : frames) {
            stream.writeBytes(each);
        }
        reader.read(stream.toByteArray(), 0, stream.size(), () -> over);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** As a server sends it, without a mask. */
    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        seen.add("text:" + new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }

    @Override
    public void ping(byte[] payload) {
        seen.add("ping:" + new String(payload, StandardCharsets.US_ASCII));
    }

    @Override
    public void close(int code, String reason) {
        over = true;
        seen.add("close:" + code + " " + reason);
    }
}
