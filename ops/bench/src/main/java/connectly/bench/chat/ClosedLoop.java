package connectly.bench.chat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of messages on their way: the next one leaves when one is acknowledged and at every member, so the
 * rate is one that can be kept up.
 */
final class ClosedLoop implements Pace {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Queue<Conversation> free = new ArrayDeque<>();
    private long taken;

    ClosedLoop(List<Conversation> conversations, int inFlight) {
        for (int i = 0; i < inFlight; i++) {
            free.add(conversations.get(i % conversations.size()));
        }
    }

    @Override
    public @Nullable Conversation next(long now) {
        taken = now;
        return free.poll();
    }

    @Override
    public long intended() {
        return taken;
    }

    @Override
    public long nanosToNext(long now) {
        return free.isEmpty() ? LOOK_NANOS : 0;
    }

    @Override
    public void done(Message message) {
        free.add(message.sender.conversation);
    }
}
