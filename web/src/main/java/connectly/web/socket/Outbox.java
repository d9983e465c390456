package connectly.web.socket;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * The way out of one socket: a bounded queue and one writer. Whoever puts a frame in never waits; a peer that does not
 * read fills its own queue and is closed. Frames that wait together leave as one {@code batch}.
 */
final class Outbox {
    /** Frames that may wait. A client that is this far behind does better to come back and resume. */
    private static final int CAPACITY = 2_048;
    /** Characters that may wait, since a frame can have tens of thousands. */
    private static final int CHARACTERS = 4 * 1024 * 1024;
    /** The most frames in one write, so that a batch stays a few dozen kilobytes. */
    private static final int LARGEST_BATCH = 64;

    private final WebSocketSession session;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition space = lock.newCondition();
    private final Queue<String> frames = new ArrayDeque<>();
    private int characters;
    private boolean pingWaits;
    private boolean writing;
    private boolean closed;

    Outbox(WebSocketSession session) {
        this.session = session;
    }

    /** Puts a frame in, or closes the socket when it is full. */
    void offer(String frame) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (frames.size() >= CAPACITY || characters >= CHARACTERS) {
                close(CloseCodes.TOO_SLOW);
                return;
            }
            add(frame);
        } finally {
            lock.unlock();
        }
    }

    /** Puts a frame in when there is room; for catching up, which can wait. Returns false once the socket is closed. */
    boolean put(String frame) throws InterruptedException {
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

    private void add(String frame) {
        frames.add(frame);
        characters += frame.length();
        write();
    }

    void ping() {
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

    /** Drops what waits and closes the socket. */
    void close(CloseStatus status) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed();
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("socket-close").start(() -> {
            try {
                session.close(status);
            } catch (IOException e) {
                // The peer is gone already, which is what was wanted.
            }
        });
    }

    /** The socket is closed, by whichever side. */
    void closed() {
        lock.lock();
        try {
            closed = true;
            frames.clear();
            space.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
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
            Thread.ofVirtual().name("socket-writer").start(this::drain);
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
                    session.sendMessage(new PingMessage());
                }
                if (!batch.isEmpty()) {
                    session.sendMessage(new TextMessage(joined(batch)));
                }
            }
        } catch (IOException | RuntimeException e) {
            // Whatever it was, nothing more can be written here, and the client can come back and resume.
            close(CloseStatus.SESSION_NOT_RELIABLE);
        }
    }

    private List<String> take() {
        List<String> batch = new ArrayList<>();
        while (batch.size() < LARGEST_BATCH && !frames.isEmpty()) {
            String frame = frames.remove();
            characters -= frame.length();
            batch.add(frame);
        }
        space.signalAll();
        return batch;
    }

    private static String joined(List<String> batch) {
        return batch.size() == 1
                ? batch.getFirst()
                : "{\"type\":\"batch\",\"frames\":[" + String.join(",", batch) + "]}";
    }
}
