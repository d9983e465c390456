package connectly.web.socket;

import connectly.web.connections.Ending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.jetty.websocket.core.CloseStatus;

/** What docs/metrics.md says of the sockets. */
final class SocketMeters {
    private final MeterRegistry meters;
    private final DistributionSummary batch;

    SocketMeters(MeterRegistry meters) {
        this.meters = meters;
        this.batch = DistributionSummary.builder("connectly.sockets.batch").register(meters);
    }

    /** One write left, with so many frames. */
    void wrote(int frames) {
        batch.record(frames);
    }

    void closedByUs(Ending why) {
        closed(String.valueOf(CloseCodes.of(why).getCode()));
    }

    /** A peer may say what it likes, but not make as many series as it likes. */
    void closedByPeer(int code) {
        boolean known = code == CloseStatus.NORMAL
                || code == CloseStatus.SHUTDOWN
                || code == CloseStatus.NO_CODE
                || code == CloseStatus.NO_CLOSE;
        closed(known ? String.valueOf(code) : "other");
    }

    private void closed(String code) {
        Counter.builder("connectly.sockets.closed")
                .tag("code", code)
                .register(meters)
                .increment();
    }
}
