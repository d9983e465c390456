package connectly.bench.chat;

import connectly.bench.wire.Link;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A user whose socket does not read for a while. What it gets is not checked: it is not meant to get it. */
final class SlowReader implements Link.Listener {
    /** The close code of the contract for this. */
    static final int TOO_SLOW = 4408;

    private final User user;
    private @Nullable Link link;
    private boolean live;
    private int code;

    SlowReader(User user) {
        this.user = user;
    }

    User user() {
        return user;
    }

    void linked(Link opening) {
        link = opening;
    }

    boolean isLive() {
        return live;
    }

    /** How it was closed: a code, or 0 while it is open. */
    int code() {
        return code;
    }

    void stopReading() {
        if (link != null) {
            link.pause();
        }
    }

    void readOn() {
        if (link != null && !link.isClosed()) {
            link.unpause();
        }
    }

    @Override
    public void opened() {
        if (link != null) {
            link.text("{\"type\":\"ping\"}");
        }
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        live = live || new String(bytes, from, to - from, StandardCharsets.UTF_8).contains("pong");
    }

    @Override
    public void closed(int why, String reason) {
        code = why;
    }
}
