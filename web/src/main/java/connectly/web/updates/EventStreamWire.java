package connectly.web.updates;

import connectly.web.connections.Ending;
import connectly.web.connections.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events over the body of an answer. Once it has ended nothing touches the body any more: the server uses it again for
 * the next request. A write that is stuck ends by the server's write time limit, and the ending waits for that.
 */
final class EventStreamWire implements Wire {
    private final OutputStream body;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean ended;

    EventStreamWire(OutputStream body) {
        this.body = body;
    }

    @Override
    public void write(List<String> events) throws IOException {
        write(String.join("", events));
    }

    @Override
    public void ping() throws IOException {
        write(Events.HEARTBEAT);
    }

    /** Writes what is all that the stream has to say. */
    void writeLast(String event) {
        try {
            write(event);
        } catch (IOException e) {
            // The client is gone already, and has nobody to tell it to.
        }
        end();
    }

    private void write(String text) throws IOException {
        lock.lock();
        try {
            if (ended) {
                throw new IOException("the stream has ended");
            }
            body.write(text.getBytes(StandardCharsets.UTF_8));
            body.flush();
        } finally {
            lock.unlock();
        }
    }

    /** A client learns why from the answer when it comes back: there is no place for it in a stream. */
    @Override
    public void close(Ending why) {
        end();
    }

    void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
        over.countDown();
    }

    void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            // The server stops in a hurry.
            Thread.currentThread().interrupt();
        }
    }
}
