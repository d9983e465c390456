package connectly.bench.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The client's end of one WebSocket (RFC 6455), without extensions. Pings are answered here. */
public final class Link implements FrameReader.Frames {
    /** RFC 6455 section 7.4.1: no close frame was seen. */
    public static final int NO_CLOSE_FRAME = 1006;

    private static final int GOING = 1000;

    /** Told what happens, on the loop's thread. After {@link #closed} nothing more. */
    public interface Listener {
        void opened();

        /** A text message; the bytes are good during the call only. */
        void text(byte[] bytes, int from, int to);

        /**
         * The other side ended it; not called when this side did.
         *
         * @param code of the close frame, or {@link #NO_CLOSE_FRAME}
         */
        void closed(int code, String why);
    }

    private final Loop loop;
    private final Listener listener;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final FrameReader reader = new FrameReader(this);
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private byte[] unread = {};
    private boolean upgraded;
    private boolean closed;
    private boolean paused;

    Link(
            Loop loop,
            Selector selector,
            InetSocketAddress server,
            InetSocketAddress from,
            byte[] request,
            int receiveBytes,
            Listener listener)
            throws IOException {
        this.loop = loop;
        this.listener = listener;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (receiveBytes > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
        }
        channel.bind(from);
        waiting.add(ByteBuffer.wrap(request));
        boolean connected = channel.connect(server);
        key = channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
    }

    /** Sends a text message of ASCII. */
    public void text(String message) {
        send(FrameWriter.text(message));
    }

    /** Stops reading: what arrives fills the buffers of the kernels, then those of the server. */
    public void pause() {
        paused = true;
        interest();
    }

    /** Reads again. */
    public void unpause() {
        paused = false;
        interest();
    }

    /** Says goodbye and hangs up; the listener hears nothing more. */
    public void close() {
        send(FrameWriter.close(GOING));
        drop();
    }

    /** Hangs up without a word, as a lost network does. */
    public void drop() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // It is to be gone, and it is.
        }
    }

    public boolean isClosed() {
        return closed;
    }

    private void send(ByteBuffer frame) {
        if (closed) {
            return;
        }
        waiting.add(frame);
        if (waiting.size() == 1) {
            try {
                flush();
            } catch (IOException e) {
                // Reading finds out, and may find the reason before it.
            }
        }
    }

    private void flush() throws IOException {
        while (!waiting.isEmpty()) {
            ByteBuffer next = waiting.getFirst();
            channel.write(next);
            if (next.hasRemaining()) {
                break;
            }
            waiting.removeFirst();
        }
        interest();
    }

    private void interest() {
        if (key.isValid() && !channel.isConnectionPending()) {
            int wanted = (paused ? 0 : SelectionKey.OP_READ) | (waiting.isEmpty() ? 0 : SelectionKey.OP_WRITE);
            if (key.interestOps() != wanted) {
                key.interestOps(wanted);
            }
        }
    }

    void ready() {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                flush();
            } else if (key.isWritable()) {
                flush();
            }
            if (!closed && key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            ended(NO_CLOSE_FRAME, String.valueOf(e.getMessage()));
        } catch (CancelledKeyException e) {
            // Hung up by an earlier socket's frame in the same turn.
        }
    }

    private void read() throws IOException {
        ByteBuffer input = loop.input().clear();
        input.put(unread);
        int count = channel.read(input);
        if (count < 0) {
            ended(NO_CLOSE_FRAME, "end of stream");
            return;
        }
        loop.read(count);
        int from = 0;
        int to = input.position();
        if (!upgraded) {
            from = upgraded(loop.inputBytes(), to);
        }
        if (upgraded) {
            from = reader.read(loop.inputBytes(), from, to, () -> closed);
        }
        keep(loop.inputBytes(), from, to);
    }

    private int upgraded(byte[] bytes, int to) {
        int end = Upgrade.end(bytes, 0, to);
        if (end < 0) {
            return 0;
        }
        String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        if (Upgrade.accepted(head)) {
            upgraded = true;
            listener.opened();
        } else {
            ended(NO_CLOSE_FRAME, head.lines().findFirst().orElse(""));
        }
        return end;
    }

    private void keep(byte[] bytes, int from, int to) {
        if (from < to || unread.length > 0) {
            unread = new byte[to - from];
            System.arraycopy(bytes, from, unread, 0, unread.length);
        }
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        listener.text(bytes, from, to);
    }

    @Override
    public void ping(byte[] payload) {
        send(FrameWriter.pong(payload));
    }

    @Override
    public void close(int code, String reason) {
        ended(code, reason);
    }

    private void ended(int code, String why) {
        if (!closed) {
            drop();
            listener.closed(code, why);
        }
    }
}
