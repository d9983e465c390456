package connectly.web.connections;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one connection: a bounded queue and one write at a time. Whoever puts a frame in never waits; a peer
 * that does not read fills its own queue and is closed. Frames that wait together leave in one write. While nothing
 * waits it holds no buffer, no thread and no timer.
 */
public final class Outbox {
    /** Frames that may wait. A client that is this far behind does better to come back and resume. */
    private static final int CAPACITY = 2_048;
    /** Bytes that may wait, since a frame can have tens of thousands. */
    private static final int BYTES = 4 * 1024 * 1024;
    /** The most frames in one write. */
    private static final int LARGEST_BATCH = 64;
    /** No frame is added to a write that has so many bytes already. */
    private static final int ENOUGH_BYTES = 64 * 1024;
    /** How long a peer that catches up may read nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Wire wire;
    private final Executor turns;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition space = lock.newCondition();
    /** Null while nothing waits. */
    private @Nullable ArrayDeque<Frame> waiting;

    private final Hints hints = new Hints();
    private int bytes;
    private boolean pingWaits;
    /** Whether something was written: what a client is told first goes before a ping, whose answer so says that it came. */
    private boolean begun;
    /** Whether a turn is asked for or a write goes on. */
    private boolean writing;

    private boolean closed;
    /** Why to close as soon as nothing waits. */
    private @Nullable Ending ending;

    /** Each write gets a virtual thread, in which it may block. */
    public Outbox(Wire wire) {
        this(wire, turn -> Thread.ofVirtual().name("connection-writer").start(turn));
    }

    /** @param turns where writes begin; shared with other connections only if the wire never blocks */
    public Outbox(Wire wire, Executor turns) {
        this(wire, turns, PATIENCE);
    }

    /** @param patience how long a peer that catches up may read nothing */
    public Outbox(Wire wire, Executor turns, Duration patience) {
        this.wire = wire;
        this.turns = turns;
        this.patience = patience;
    }

    /** As {@link #offer(Frame)}, for an answer to the client. */
    public void offer(String answer) {
        offer(Frame.answer(answer));
    }

    /** Puts a frame in, or closes the connection when it is full. */
    public void offer(Frame frame) {
        if (add(frame)) {
            flush();
        }
    }

    /**
     * As {@link #offer(Frame)}, but leaves it to {@link #flush} to have it sent, so that several leave together.
     *
     * @return false when it was not put in
     */
    public boolean add(Frame frame) {
        lock.lock();
        try {
            if (closed || ending != null) {
                return false;
            }
            if (size() < CAPACITY && bytes < BYTES) {
                append(frame);
                return true;
            }
        } finally {
            lock.unlock();
        }
        close(Ending.TOO_SLOW);
        return false;
    }

    /**
     * Puts a frame in when there is room; for catching up, which can wait. Closes the connection of a peer that reads
     * nothing for long. Returns false once it is closed.
     */
    public boolean put(Frame frame) throws InterruptedException {
        boolean inTime;
        lock.lock();
        try {
            inTime = awaitRoom();
            if (closed || ending != null) {
                return false;
            }
            if (inTime) {
                append(frame);
            }
        } finally {
            lock.unlock();
        }
        if (inTime) {
            flush();
        } else {
            close(Ending.TOO_SLOW);
        }
        return inTime;
    }

    /** Returns when there is room or the connection is closed; false when nothing was read for too long. */
    private boolean awaitRoom() throws InterruptedException {
        boolean moves = true;
        while (moves && !closed && (size() >= CAPACITY / 2 || bytes >= BYTES / 2)) {
            moves = space.awaitNanos(patience.toNanos()) > 0;
        }
        return moves;
    }

    /**
     * Puts in a frame that may be left out: it goes after all others, never fills the queue, and is dropped when a later
     * one about the same thing comes before it is written.
     */
    public void hint(Object about, Frame frame) {
        lock.lock();
        try {
            if (closed || ending != null) {
                return;
            }
            hints.put(about, frame);
        } finally {
            lock.unlock();
        }
        flush();
    }

    private void append(Frame frame) {
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        waiting.add(frame);
        bytes += frame.utf8().length;
    }

    private boolean hasSomethingToDo() {
        return size() > 0 || !hints.isEmpty() || pingWaits || ending != null;
    }

    private int size() {
        return waiting == null ? 0 : waiting.size();
    }

    /** Drops what waits of a conversation: its user may not see it any more. */
    public void drop(UUID conversation) {
        lock.lock();
        try {
            hints.drop(conversation);
            if (waiting != null && waiting.removeIf(frame -> frame.isAbout(conversation))) {
                bytes = waiting.stream().mapToInt(frame -> frame.utf8().length).sum();
                space.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has a sign of life go before the frames that wait, but not before the first of all. */
    public void ping() {
        lock.lock();
        try {
            pingWaits = true;
        } finally {
            lock.unlock();
        }
        flush();
    }

    /** Has what waits sent. */
    public void flush() {
        lock.lock();
        try {
            if (closed || writing || !hasSomethingToDo()) {
                return;
            }
            writing = true;
        } finally {
            lock.unlock();
        }
        turns.execute(this::turn);
    }

    /** Takes nothing more, sends what waits, and closes the connection then. */
    public void closeAfterwards(Ending why) {
        lock.lock();
        try {
            ending = why;
        } finally {
            lock.unlock();
        }
        flush();
    }

    /** Drops what waits and closes the connection. */
    public void close(Ending why) {
        if (closedNow()) {
            wire.close(why);
        }
    }

    /** The connection is closed, by whichever side. */
    public void closed() {
        closedNow();
    }

    /** False when it was closed before. */
    private boolean closedNow() {
        lock.lock();
        try {
            boolean now = !closed;
            closed = true;
            waiting = null;
            hints.clear();
            space.signalAll();
            return now;
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

    private void turn() {
        List<Frame> batch;
        Ending last;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            boolean ping = pingWaits && (begun || size() == 0);
            batch = ping ? List.of() : take();
            begun = true;
            writing = ping || !batch.isEmpty();
            last = writing ? null : ending;
            pingWaits &= !ping;
            if (!writing && last == null) {
                return;
            }
        } finally {
            lock.unlock();
        }
        send(batch, last);
    }

    private void send(List<Frame> batch, @Nullable Ending last) {
        if (last != null) {
            close(last);
            return;
        }
        try {
            if (batch.isEmpty()) {
                wire.ping(this::sent);
            } else {
                wire.write(batch, this::sent);
            }
        } catch (RuntimeException | Error e) {
            sent(e);
        }
    }

    private void sent(@Nullable Throwable failure) {
        if (failure != null) {
            // Whatever it was, nothing more can be written here, and the client can come back and resume.
            close(Ending.BROKEN);
            return;
        }
        lock.lock();
        try {
            writing = hasSomethingToDo();
            if (!writing) {
                return;
            }
        } finally {
            lock.unlock();
        }
        // Behind the others: a connection with much to send does not keep them waiting.
        turns.execute(this::turn);
    }

    private List<Frame> take() {
        List<Frame> batch = new ArrayList<>(Math.min(size() + 1, LARGEST_BATCH));
        int taken = 0;
        while (batch.size() < LARGEST_BATCH && taken < ENOUGH_BYTES && waiting != null) {
            Frame frame = waiting.remove();
            taken += frame.utf8().length;
            bytes -= frame.utf8().length;
            batch.add(frame);
            if (waiting.isEmpty()) {
                waiting = null;
            }
        }
        Frame hint;
        while (batch.size() < LARGEST_BATCH && waiting == null && (hint = hints.poll()) != null) {
            batch.add(hint);
        }
        space.signalAll();
        return batch;
    }
}
