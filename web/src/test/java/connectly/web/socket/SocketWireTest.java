package connectly.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.connections.Ending;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.junit.jupiter.api.Test;

class SocketWireTest {
    private final List<String> done = new ArrayList<>();
    private final List<Runnable> atLast = new ArrayList<>();

    private final CoreSession session = new CoreSession.Empty() {
        @Override
        public void setIdleTimeout(Duration timeout) {
            done.add("idle " + timeout.toSeconds());
        }

        @Override
        public void sendFrame(Frame frame, Callback callback, boolean batch) {
            CloseStatus status = CloseStatus.getCloseStatus(frame);
            done.add("close " + status.getCode() + (status.isAbnormal() ? " and hang up" : ""));
        }

        @Override
        public void abort() {
            done.add("abort");
        }
    };

    private final SocketWire wire = new SocketWire(session, new SocketMeters(new SimpleMeterRegistry()), atLast::add);

    /** An idle time alone would not do: every byte of the peer begins it anew. */
    @Test
    void aPeerThatDrawsOutItsClosingIsCutOffAtLast() {
        wire.close(Ending.ABUSE);
        assertThat(done).containsExactly("idle 10", "close 1008");

        atLast.forEach(Runnable::run);

        assertThat(done).containsExactly("idle 10", "close 1008", "abort");
    }
}
