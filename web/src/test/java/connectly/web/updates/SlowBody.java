package connectly.web.updates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The body of an answer, whose client reads when the test lets it. */
final class SlowBody extends OutputStream {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean broken;

    /** From now on a write does not end before {@link #read}. */
    void stopReading() {
        gate = new CountDownLatch(1);
    }

    void read() {
        gate.countDown();
    }

    void breakOff() {
        broken = true;
    }

    /** Writes that began, whether they ended or not. */
    int begun() {
        return begun.get();
    }

    String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        begun.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (broken) {
            throw new IOException("the peer is gone");
        }
        read.write(bytes, offset, length);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }
}
