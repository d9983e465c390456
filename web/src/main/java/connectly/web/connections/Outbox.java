package connectly.web.connections;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way out of one connection: a bounded queue and one writer. Whoever puts a frame in never waits; a peer that does
 * not read fills its own queue and is closed. Frames that wait together leave in one write.
 */
public final class Outbox {
    /** Frames that may wait. A client that is this far behind does better to come back and resume. */
    private static final int CAPACITY = 2_048;
    /** Characters that may wait, since a frame can have tens of thousands. */
    private static final int CHARACTERS = 4 * 1024 * 1024;
    /** The most frames in one write, so that it stays a few dozen kilobytes. */
    private static final int LARGEST_BATCH = 64;

    private final Wire wire;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition space = lock.newCondition();
    private final Queue<String> frames = new ArrayDeque<>();
    private final Hints hints = new Hints();
    private int characters;
    private boolean pingWaits;
    private boolean writing;
    private boolean closed;

    public Outbox(Wire wire) {
        this.wire = wire;
    }

    /** Puts a frame in, or closes the connection when it is full. */
    public void offer(String frame) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (frames.size() >= CAPACITY || characters >= CHARACTERS) {
                close(Ending.TOO_SLOW);
                return;
            }
            add(frame);
        } finally {
            lock.unlock();
        }
    }

    /** Puts a frame in when there is room; for catching up, which can wait. Returns false once it is closed. */
    public boolean put(String frame) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && (frames.size() >= CAPACITY / 2 || characters >= CHARACTERS / 2)) {
                space.await();
            }
            if (!closed) {
                add(frame);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts in a frame that may be left out: it goes after all others, never fills the queue, and is dropped when a later
     * one about the same thing comes before it is written.
     */
    public void hint(Object about, String frame) {
        lock.lock();
        try {
            if (!closed) {
                hints.put(about, frame);
                write();
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(String frame) {
        frames.add(frame);
        characters += frame.length();
        write();
    }

    /** Has a sign of life go before the frames that wait. */
    public void ping() {
        lock.lock();
        try {
            if (!closed) {
                pingWaits = true;
                write();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits and closes the connection. */
    public void close(Ending why) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed();
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("connection-close").start(() -> {
            try {
                wire.close(why);
            } catch (IOException e) {
                // The peer is gone already, which is what was wanted.
            }
        });
    }

    /** The connection is closed, by whichever side. */
    public void closed() {
        lock.lock();
        try {
            closed = true;
            frames.clear();
            hints.clear();
            space.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** There is one writer at a time, and none while nothing waits. */
    private void write() {
        if (!writing) {
            writing = true;
            Thread.ofVirtual().name("connection-writer").start(this::drain);
        }
    }

    private void drain() {
        try {
            while (true) {
                boolean ping;
                List<String> batch;
                lock.lock();
                try {
                    ping = pingWaits;
                    pingWaits = false;
                    batch = take();
                    if (closed || (batch.isEmpty() && !ping)) {
                        writing = false;
                        return;
                    }
                } finally {
                    lock.unlock();
                }
                if (ping) {
                    wire.ping();
                }
                if (!batch.isEmpty()) {
                    wire.write(batch);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Whatever it was, nothing more can be written here, and the client can come back and resume.
            close(Ending.BROKEN);
        }
    }

    private List<String> take() {
        List<String> batch = new ArrayList<>();
        while (batch.size() < LARGEST_BATCH && !frames.isEmpty()) {
            String frame = frames.remove();
            characters -= frame.length();
            batch.add(frame);
        }
        String hint;
        while (batch.size() < LARGEST_BATCH && (hint = hints.poll()) != null) {
            batch.add(hint);
        }
        space.signalAll();
        return batch;
    }
}
