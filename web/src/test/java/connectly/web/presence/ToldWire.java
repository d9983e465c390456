package connectly.web.presence;

import connectly.web.connections.Ending;
import connectly.web.connections.Frame;
import connectly.web.connections.Wire;
import connectly.web.contract.AsyncApi;
import connectly.web.contract.AsyncApi.Side;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Remembers what one socket was told. */
final class ToldWire implements Wire {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Runnable meanwhile = () -> {};

    @Override
    public void write(List<Frame> frames, Done then) {
        frames.forEach(frame -> told.add(new String(frame.utf8(), StandardCharsets.UTF_8)));
        Runnable due = meanwhile;
        meanwhile = () -> {};
        due.run();
        then.done(null);
    }

    /** Has something happen while this socket is told the next. */
    void meanwhile(Runnable happens) {
        meanwhile = happens;
    }

    @Override
    public void ping(Done then) {
        then.done(null);
    }

    @Override
    public void close(Ending why) {}

    /** Each frame, which must be documented. */
    List<JsonNode> told() {
        return told.stream()
                .map(JsonMapper.shared()::readTree)
                .peek(frame -> AsyncApi.ofProduct().nameOf(Side.SERVER, frame))
                .toList();
    }
}
