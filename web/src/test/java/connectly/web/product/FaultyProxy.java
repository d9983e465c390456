package connectly.web.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between clients and the product and is a bad network: of the pieces that it passes on, either way, it delays,
 * doubles and truncates some, and cuts connections. Which ones, the seed says. It can also refuse what it does not know,
 * as the proxies of some offices do: sockets, or event streams.
 */
final class FaultyProxy implements AutoCloseable {
    /** What it does to a piece; after the last two the connection is gone. */
    enum Fault {
        DELAY,
        DOUBLE,
        TRUNCATE,
        CUT
    }

    private static final byte[] FORBIDDEN = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final Pattern COMPRESSION = Pattern.compile("(?i)sec-websocket-extensions:[^\r]*\r\n");
    private static final int LONGEST_DELAY_MILLIS = 40;

    private final ServerSocket entrance;
    private final URI product;
    private final long seed;
    private final AtomicLong connections = new AtomicLong();
    private final Map<Fault, AtomicInteger> faults = new ConcurrentHashMap<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean faulty;
    private volatile Set<String> refused = Set.of();

    FaultyProxy(RunningProduct product, long seed) {
        this.product = URI.create(product.origin());
        this.seed = seed;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String origin() {
        return "http://127.0.0.1:" + entrance.getLocalPort();
    }

    /** Makes faults from now on, or none any more. */
    void beFaulty(boolean now) {
        faulty = now;
    }

    /** Refuses requests that contain one of these texts, whatever their case, and cuts what is open. */
    void refuse(String... texts) {
        refused = Set.of(texts);
        open.forEach(FaultyProxy::close);
    }

    int count(Fault fault) {
        return faults.getOrDefault(fault, new AtomicInteger()).get();
    }

    int refusals() {
        return refusals.get();
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(FaultyProxy::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                Socket server = new Socket(product.getHost(), product.getPort());
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                long number = connections.incrementAndGet();
                pump(client, server, new Random(seed + 2 * number), true);
                pump(server, client, new Random(seed + 2 * number + 1), false);
            }
        } catch (IOException e) {
            // Closed, or the product is down: then nobody gets through, as it should be.
        }
    }

    private void pump(Socket from, Socket to, Random plan, boolean requests) {
        Thread.ofVirtual().start(() -> {
            byte[] piece = new byte[16 * 1024];
            try {
                InputStream in = from.getInputStream();
                int length = in.read(piece);
                while (length >= 0 && pass(Arrays.copyOf(piece, length), from, to, plan, requests)) {
                    length = in.read(piece);
                }
            } catch (IOException e) {
                // One side is gone, so the other goes too.
            }
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        });
    }

    /** Passes a piece on, well or badly; false when the connection is to end. */
    private boolean pass(byte[] read, Socket from, Socket to, Random plan, boolean request) throws IOException {
        if (request && isRefused(read)) {
            refusals.incrementAndGet();
            from.getOutputStream().write(FORBIDDEN);
            return false;
        }
        byte[] piece = request ? withoutCompression(read) : read;
        OutputStream out = to.getOutputStream();
        int dice = plan.nextInt(100);
        if (!faulty || dice >= 30) {
            out.write(piece);
            return true;
        }
        Fault fault = dice < 2 ? Fault.CUT : dice < 4 ? Fault.TRUNCATE : dice < 12 ? Fault.DOUBLE : Fault.DELAY;
        faults.computeIfAbsent(fault, _ -> new AtomicInteger()).incrementAndGet();
        switch (fault) {
            case DELAY -> {
                LockSupport.parkNanos(plan.nextInt(LONGEST_DELAY_MILLIS) * 1_000_000L);
                out.write(piece);
            }
            case DOUBLE -> {
                out.write(piece);
                out.write(piece);
            }
            case TRUNCATE -> out.write(piece, 0, piece.length / 2);
            case CUT -> {}
        }
        return fault == Fault.DELAY || fault == Fault.DOUBLE;
    }

    /**
     * Hides that the client offers compressed frames. A frame of those that comes twice moves what later ones refer back
     * to: they still read as text, but as another one, which no client can see.
     */
    private static byte[] withoutCompression(byte[] piece) {
        Matcher offer = COMPRESSION.matcher(new String(piece, StandardCharsets.ISO_8859_1));
        return offer.find() ? offer.replaceAll("").getBytes(StandardCharsets.ISO_8859_1) : piece;
    }

    private boolean isRefused(byte[] piece) {
        String text = new String(piece, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return refused.stream().anyMatch(text::contains);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was to be gone anyway.
        }
    }
}
