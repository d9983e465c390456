package connectly.web.presence;

import connectly.web.connections.Frame;
import connectly.web.connections.Outbox;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One socket of somebody, as far as their presence goes. It ends when its way out is closed, by whichever side. */
public final class Device {
    private static final long ACTIVE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final UUID userId;
    private final Outbox outbox;
    private final boolean counts;
    private final LongSupplier nanoTime;
    private volatile long activeUntil;
    /** Only the thread that ticks asks and says so. */
    private boolean greeted;

    Device(UUID userId, Outbox outbox, boolean counts, LongSupplier nanoTime) {
        this.userId = userId;
        this.outbox = outbox;
        this.counts = counts;
        this.nanoTime = nanoTime;
        active();
    }

    UUID userId() {
        return userId;
    }

    /** Whether its being there says something about its user. */
    boolean counts() {
        return counts;
    }

    /** Somebody sits there; believed for five minutes. */
    public void active() {
        activeUntil = nanoTime.getAsLong() + ACTIVE_NANOS;
    }

    /** Nobody sits there now. */
    public void away() {
        activeUntil = nanoTime.getAsLong();
    }

    boolean isActiveAt(long now) {
        return activeUntil - now > 0;
    }

    /** It was told who is there, and so needs to be told no more than what differs. */
    void greeted() {
        greeted = true;
    }

    boolean isGreeted() {
        return greeted;
    }

    boolean isGone() {
        return outbox.isClosed();
    }

    void tell(Object about, Frame frame) {
        outbox.hint(about, frame);
    }
}
