package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A connection to the product down at its bytes, for what no client library would send, or would leave unread. Reads
 * only when it is asked to.
 */
final class RawSocket implements AutoCloseable {
    static final int NO_ANSWER = 0;

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final List<JsonNode> unread = new ArrayList<>();
    private int pings;

    private RawSocket(RunningProduct product) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), product.port()));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Await.DEADLINE.toMillis());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** A connection that nothing has been said on. */
    static RawSocket connect(RunningProduct product) {
        try {
            return new RawSocket(product);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The headers of a handshake that is as it should be, to be changed; a program's, as a ticket of theirs is enough. */
    static Map<String, String> handshake(ApiClient who) {
        return new TreeMap<>(Map.of(
                "Host",
                "127.0.0.1:" + who.product().port(),
                "Upgrade",
                "websocket",
                "Connection",
                "Upgrade",
                "Sec-WebSocket-Version",
                "13",
                "Sec-WebSocket-Key",
                KEY,
                "Sec-WebSocket-Protocol",
                "connectly.v1, connectly.ticket." + who.socketTicket()));
    }

    /** A socket that has been welcomed. */
    static RawSocket open(ApiClient who) {
        return open(who, handshake(who));
    }

    static RawSocket open(ApiClient who, Map<String, String> headers) {
        RawSocket opened = connect(who.product());
        opened.write(request("GET /ws HTTP/1.1", headers));
        Answered answered = opened.readHead();
        assertThat(answered.status()).as("%s", answered).isEqualTo(101);
        assertThat(answered.headers())
                .as("compression is offered by none but the client")
                .doesNotContainKey("sec-websocket-extensions");
        JsonNode welcome = opened.awaitFrame("welcome");
        assertThat(welcome.path("userId").isString()).isTrue();
        return opened;
    }

    static byte[] request(String line, Map<String, String> headers) {
        StringBuilder head = new StringBuilder(line).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns false where the other side takes no more. */
    boolean write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** @param headers their names in lower case, the last of each */
    record Answered(int status, Map<String, String> headers, String body) {}

    /** The answer to a request. A body is read only where its length is told. */
    Answered readHead() {
        try {
            String statusLine = readLine();
            Map<String, String> headers = new TreeMap<>();
            for (String line = readLine(); !line.isEmpty(); line = readLine()) {
                String[] parts = line.split(":", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
            }
            byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            return new Answered(
                    Integer.parseInt(statusLine.split(" ", 3)[1]), headers, new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of the answer to a request, or that the other side hung up without one. */
    int statusOrEnd() {
        try {
            return readHead().status();
        } catch (UncheckedIOException e) {
            return NO_ANSWER;
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /**
     * The next message or control frame, but pings, which are answered; null once the other side has ended the
     * connection. Fails when neither comes.
     */
    @Nullable RawFrame read() {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        while (true) {
            RawFrame frame = readFrame();
            if (frame == null || frame.opcode() == RawFrame.CLOSE || frame.opcode() == RawFrame.PONG) {
                return frame;
            }
            if (frame.opcode() == RawFrame.PING) {
                write(RawFrame.of(RawFrame.PONG, frame.payload()).masked());
            } else {
                parts.writeBytes(frame.payload());
                if (frame.fin()) {
                    return RawFrame.of(RawFrame.TEXT, parts.toByteArray());
                }
            }
        }
    }

    private @Nullable RawFrame readFrame() {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            long length = second & 0x7F;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] payload = new byte[(int) length];
            in.readFully(payload);
            pings += (first & 0xF) == RawFrame.PING ? 1 : 0;
            return new RawFrame((first & 0x80) != 0, (first >> 4) & 7, first & 0xF, payload);
        } catch (EOFException | SocketException e) {
            return null;
        } catch (IOException e) {
            throw new AssertionError("neither an answer nor an end came", e);
        }
    }

    /** What came up to the end: the JSON of the text frames, those of a batch one by one, and the close code if any. */
    record Ended(List<JsonNode> frames, int code) {
        /** Also where it was on its way: who still sends when the other side hangs up may be reset before it has read why. */
        static final int WITHOUT_A_CLOSE_FRAME = -1;
    }

    /** Reads until the other side says goodbye or hangs up. */
    Ended readToTheEnd() {
        List<JsonNode> frames = new ArrayList<>(unread);
        while (true) {
            RawFrame frame = read();
            if (frame == null) {
                return new Ended(frames, Ended.WITHOUT_A_CLOSE_FRAME);
            }
            if (frame.opcode() == RawFrame.CLOSE) {
                return new Ended(frames, frame.closeCode());
            }
            if (frame.opcode() == RawFrame.TEXT) {
                unpack(Json.parse(frame.text()), frames);
            }
        }
    }

    /** The next frame of the contract, those of a batch one by one; fails where the connection ends before. */
    JsonNode next() {
        while (unread.isEmpty()) {
            RawFrame frame = read();
            if (frame == null || frame.opcode() == RawFrame.CLOSE) {
                throw new UncheckedIOException(
                        new EOFException("ended " + (frame == null ? "without a word" : "with " + frame.closeCode())));
            }
            if (frame.opcode() == RawFrame.TEXT) {
                unpack(Json.parse(frame.text()), unread);
            }
        }
        return unread.removeFirst();
    }

    /** Reads up to the given ping of this connection, from 1; pings that this comes by are not answered. */
    void awaitPing(int number) {
        while (pings < number) {
            RawFrame frame = readFrame();
            assertThat(frame).as("the connection goes on").isNotNull();
            if (frame.opcode() == RawFrame.TEXT) {
                unpack(Json.parse(frame.text()), unread);
            }
        }
    }

    /** Reads up to a frame of this type. */
    JsonNode awaitFrame(String type) {
        JsonNode frame = next();
        while (!SocketClient.isType(frame, type)) {
            frame = next();
        }
        return frame;
    }

    private static void unpack(JsonNode frame, List<JsonNode> into) {
        if (SocketClient.isType(frame, "batch")) {
            frame.path("frames").forEach(inner -> unpack(inner, into));
        } else {
            into.add(frame);
        }
    }

    /** Says that nothing more will come, and goes on reading. */
    void shutOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts the line without a word: the other side gets a reset. */
    void cut() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
