package connectly.bench.chat;

import connectly.bench.wire.Link;
import connectly.bench.wire.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Opens sockets: fetches a ticket for each, and says when it may connect. */
final class Doors implements AutoCloseable {
    private static final int AT_ONCE = 64;
    /** The kernel has some 28,000 ports for an address. */
    private static final int SOCKETS_OF_AN_ADDRESS = 20_000;

    private static final byte LOOPBACK = 127;

    private final Api api;
    private final Loop loop;
    private final InetSocketAddress server;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private int opened;

    Doors(Api api, Loop loop, InetSocketAddress server) {
        this.api = api;
        this.loop = loop;
        this.server = server;
    }

    /**
     * Opens a socket soon.
     *
     * @param opening is given the link, on the loop's thread
     */
    void open(User user, int receiveBytes, Link.Listener listener, Consumer<Link> opening) {
        InetSocketAddress from = from(opened++ / SOCKETS_OF_AN_ADDRESS);
        threads.execute(() -> {
            places.acquireUninterruptibly();
            try {
                String protocols = "connectly.v1, connectly.ticket." + api.ticket(user);
                loop.execute(() -> opening.accept(link(from, protocols, receiveBytes, listener)));
            } catch (RuntimeException e) {
                loop.execute(() -> {
                    throw e;
                });
            } finally {
                places.release();
            }
        });
    }

    private Link link(InetSocketAddress from, String protocols, int receiveBytes, Link.Listener listener) {
        try {
            return loop.open(server, from, "/ws", protocols, receiveBytes, listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InetSocketAddress from(int address) {
        if (!server.getAddress().isLoopbackAddress()) {
            return new InetSocketAddress(0);
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {LOOPBACK, 0, 0, (byte) (1 + address)}), 0);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
