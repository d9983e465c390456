package connectly.web.updates;

import connectly.web.connections.Ending;
import connectly.web.connections.Frame;
import connectly.web.connections.Wire;
import java.io.IOException;
import java.io.OutputStream;
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
    public void write(List<Frame> events, Done then) {
        try {
            lock.lock();
            try {
                for (Frame event : events) {
                    writable().write(event.utf8());
                }
                writable().flush();
            } finally {
                lock.unlock();
            }
        } catch (IOException e) {
            then.done(e);
            return;
        }
        then.done(null);
    }

    @Override
    public void ping(Done then) {
        write(List.of(Events.HEARTBEAT), then);
    }

    /** Writes what is all that the stream has to say. A client that is gone already has nobody to tell it to. */
    void writeLast(Frame event) {
        write(List.of(event), _ -> end());
    }

    private OutputStream writable() throws IOException {
        if (ended) {
            throw new IOException("the stream has ended");
        }
        return body;
    }

    /** A client learns why from the answer when it comes back: there is no place for it in a stream. */
    @Override
    public void close(Ending why) {
        Thread.ofVirtual().name("stream-close").start(this::end);
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
