package connectly.web.socket;

import connectly.web.contract.AsyncApi;
import connectly.web.contract.AsyncApi.Side;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A socket whose peer reads when the test lets it. */
final class FakeSession implements WebSocketSession {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<WebSocketMessage<?>> sent = new CopyOnWriteArrayList<>();
    private final List<CloseStatus> closes = new CopyOnWriteArrayList<>();
    private final AtomicInteger writers = new AtomicInteger();
    private final AtomicInteger mostWriters = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean broken;

    /** From now on a write does not end before {@link #read}. */
    void stopReading() {
        gate = new CountDownLatch(1);
    }

    void read() {
        gate.countDown();
    }

    /** From now on writes fail. */
    void breakOff() {
        broken = true;
    }

    @Override
    public void sendMessage(WebSocketMessage<?> message) throws IOException {
        mostWriters.accumulateAndGet(writers.incrementAndGet(), Math::max);
        begun.incrementAndGet();
        try {
            gate.await();
            if (broken) {
                throw new IOException("the peer is gone");
            }
            sent.add(message);
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            writers.decrementAndGet();
        }
    }

    /** Writes that began, whether they ended or not. */
    int begun() {
        return begun.get();
    }

    int mostWritersAtOnce() {
        return mostWriters.get();
    }

    List<WebSocketMessage<?>> messages() {
        return List.copyOf(sent);
    }

    /** The texts that were written, as they were. */
    List<String> texts() {
        return messages().stream()
                .filter(TextMessage.class::isInstance)
                .map(message -> ((TextMessage) message).getPayload())
                .toList();
    }

    /** The frames that were written, each alone. All are documented, but for those without a type, which a test made up. */
    List<JsonNode> frames() {
        List<JsonNode> frames =
                texts().stream().map(JSON::readTree).flatMap(AsyncApi::unpacked).toList();
        frames.stream()
                .filter(frame -> frame.has("type"))
                .forEach(frame -> AsyncApi.ofProduct().nameOf(Side.SERVER, frame));
        return frames;
    }

    List<CloseStatus> closes() {
        return List.copyOf(closes);
    }

    @Override
    public void close() {
        close(CloseStatus.NORMAL);
    }

    @Override
    public void close(CloseStatus status) {
        closes.add(status);
    }

    @Override
    public boolean isOpen() {
        return closes.isEmpty();
    }

    @Override
    public String getId() {
        return "fake";
    }

    @Override
    public @Nullable URI getUri() {
        return null;
    }

    @Override
    public HttpHeaders getHandshakeHeaders() {
        return new HttpHeaders();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return new HashMap<>();
    }

    @Override
    public @Nullable Principal getPrincipal() {
        return null;
    }

    @Override
    public @Nullable InetSocketAddress getLocalAddress() {
        return null;
    }

    @Override
    public @Nullable InetSocketAddress getRemoteAddress() {
        return null;
    }

    @Override
    public @Nullable String getAcceptedProtocol() {
        return Handshake.PROTOCOL;
    }

    @Override
    public void setTextMessageSizeLimit(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getTextMessageSizeLimit() {
        return Frames.LARGEST_FRAME_BYTES;
    }

    @Override
    public void setBinaryMessageSizeLimit(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getBinaryMessageSizeLimit() {
        return Frames.LARGEST_FRAME_BYTES;
    }

    @Override
    public List<WebSocketExtension> getExtensions() {
        return List.of();
    }
}
