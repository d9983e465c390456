package connectly.web.socket;

import connectly.web.connections.Ending;
import connectly.web.connections.Frame;
import connectly.web.connections.Outbox;
import connectly.web.connections.Wire;
import connectly.web.contract.AsyncApi;
import connectly.web.contract.AsyncApi.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A socket whose peer reads when the test lets it. */
final class FakeSession implements Wire {
    /** Stands for a ping among the texts. */
    static final String PING = "(ping)";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<Ending> closes = new CopyOnWriteArrayList<>();
    private final AtomicInteger writers = new AtomicInteger();
    private final AtomicInteger mostWriters = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean broken;

    /** An outbox that writes to it. */
    Outbox outbox() {
        return new Outbox(this);
    }

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
    public void write(List<Frame> frames, Done then) {
        send(new String(Batch.of(frames), StandardCharsets.UTF_8), then);
    }

    @Override
    public void ping(Done then) {
        send(PING, then);
    }

    private void send(String text, Done then) {
        mostWriters.accumulateAndGet(writers.incrementAndGet(), Math::max);
        begun.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!broken) {
            sent.add(text);
        }
        writers.decrementAndGet();
        then.done(broken ? new IOException("the peer is gone") : null);
    }

    /** Writes that began, whether they ended or not. */
    int begun() {
        return begun.get();
    }

    int mostWritersAtOnce() {
        return mostWriters.get();
    }

    /** What was written, texts and pings. */
    List<String> messages() {
        return List.copyOf(sent);
    }

    /** The texts that were written, as they were. */
    List<String> texts() {
        return messages().stream().filter(message -> !message.equals(PING)).toList();
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

    List<Ending> closes() {
        return List.copyOf(closes);
    }

    @Override
    public void close(Ending why) {
        closes.add(why);
    }
}
