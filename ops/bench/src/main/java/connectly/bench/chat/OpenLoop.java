package connectly.bench.chat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Messages at a fixed rate, whether or not the server keeps up. Each counts from when it was to be sent: while a server
 * stalls, so may the driver, and what would have waited then must not be left out ("coordinated omission").
 */
final class OpenLoop implements Pace {
    private static final double NANOS_OF_A_SECOND = 1e9;
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<Conversation> conversations;
    private final double perSecond;
    private final long start;
    private long count;
    private long intended;

    OpenLoop(List<Conversation> conversations, double perSecond, long start) {
        this.conversations = conversations;
        this.perSecond = perSecond;
        this.start = start;
    }

    @Override
    public @Nullable Conversation next(long now) {
        if (due() > now) {
            return null;
        }
        intended = due();
        return conversations.get((int) (count++ % conversations.size()));
    }

    @Override
    public long intended() {
        return intended;
    }

    @Override
    public long nanosToNext(long now) {
        return Math.clamp(due() - now, 0, LONGEST_WAIT);
    }

    private long due() {
        return start + Math.round(count * NANOS_OF_A_SECOND / perSecond);
    }

    @Override
    public void done(Message message) {
        // The next ones leave in their time.
    }
}
