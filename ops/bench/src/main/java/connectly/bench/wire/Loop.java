package connectly.bench.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of all sockets: whoever calls {@link #turn}. Nothing here is for other threads but {@link #execute}.
 */
public final class Loop implements AutoCloseable {
    private static final int LARGEST_READ = 1 << 20;
    /** What the selector's own time-out is good enough for. */
    private static final long COARSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Selector selector;
    private final Alarm alarm;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final byte[] inputBytes = new byte[LARGEST_READ];
    private final ByteBuffer input = ByteBuffer.wrap(inputBytes);
    private long bytesRead;

    public Loop() throws IOException {
        selector = Selector.open();
        alarm = new Alarm(selector::wakeup);
    }

    /** Has the loop's thread do something in its next turn; from any thread. */
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /**
     * Opens a socket, and returns before it is open.
     *
     * @param from the address to come from; an address has no more than some 28,000 ports for one server
     * @param target path and query
     * @param protocols the subprotocols offered
     * @param receiveBytes the kernel's receive buffer, 0 for its own choice
     */
    public Link open(
            InetSocketAddress server,
            InetSocketAddress from,
            String target,
            String protocols,
            int receiveBytes,
            Link.Listener listener)
            throws IOException {
        return new Link(
                this, selector, server, from, Upgrade.request(server, target, protocols), receiveBytes, listener);
    }

    /** Waits at most so long, does what was asked for and reads what has arrived. */
    public void turn(long nanos) throws IOException {
        Runnable task = tasks.poll();
        if (task != null || nanos <= 0) {
            selector.selectNow(Loop::ready);
        } else if (nanos > COARSE_NANOS) {
            selector.select(Loop::ready, TimeUnit.NANOSECONDS.toMillis(nanos) - 1);
        } else {
            alarm.set(System.nanoTime() + nanos);
            selector.select(Loop::ready);
        }
        for (; task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static void ready(SelectionKey key) {
        if (key.attachment() instanceof Link link) {
            link.ready();
        }
    }

    /** Where all sockets read to, one after the other. */
    ByteBuffer input() {
        return input;
    }

    /** The same, as an array. */
    byte[] inputBytes() {
        return inputBytes;
    }

    void read(int bytes) {
        bytesRead += bytes;
    }

    /** Bytes that all sockets have received so far. */
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : new ArrayList<>(selector.keys())) {
            key.channel().close();
        }
        selector.close();
        alarm.close();
    }
}
