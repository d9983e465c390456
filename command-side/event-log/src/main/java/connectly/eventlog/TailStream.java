package connectly.eventlog;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log from a position on, without end. It holds one page at most; looking for the next event may block for
 * the disk, never for an event to come.
 *
 * <p>{@link #run} is what the head calls after a commit: the callback then runs on a thread of its own, never on the
 * writer's, and never twice at once.
 */
final class TailStream implements MessageStream<EventMessage>, Runnable {
    private final EventReader reader;
    private final LogHead head;
    private final AxonTranslation translation;
    private final Query query;
    private final int pageSize;
    private final Consumer<TailStream> onEnd;
    private final Queue<StoredEvent> page = new ArrayDeque<>();

    /** Callback runs asked for and not done yet: whoever raises it from 0 does them. */
    private final AtomicInteger signals = new AtomicInteger();

    private volatile Runnable callback = () -> {};
    private volatile boolean ended;
    private volatile @Nullable Throwable error;

    /** Everything up to here was read into a page. */
    private long position;

    TailStream(
            EventReader reader,
            LogHead head,
            AxonTranslation translation,
            Query query,
            long position,
            int pageSize,
            Consumer<TailStream> onEnd) {
        this.reader = reader;
        this.head = head;
        this.translation = translation;
        this.query = query;
        this.position = position;
        this.pageSize = pageSize;
        this.onEnd = onEnd;
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> next() {
        fill();
        return Optional.ofNullable(page.poll()).map(this::entry);
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> peek() {
        fill();
        return Optional.ofNullable(page.peek()).map(this::entry);
    }

    private Entry<EventMessage> entry(StoredEvent event) {
        return AxonTranslation.entry(translation.messageOrFailure(event), event.position());
    }

    @Override
    public synchronized boolean hasNextAvailable() {
        fill();
        return !page.isEmpty();
    }

    private void fill() {
        if (ended) {
            page.clear();
        }
        while (page.isEmpty() && !ended) {
            long upTo = head.position();
            if (position >= upTo) {
                return;
            }
            try {
                List<StoredEvent> events = reader.page(position, upTo, pageSize);
                events.stream().filter(query::matches).forEach(page::add);
                position = events.isEmpty() ? upTo : events.getLast().position();
            } catch (EventLogException e) {
                fail(e);
            }
        }
    }

    /** Replaces the callback and runs it at once: there may be events already. */
    @Override
    public void setCallback(Runnable newCallback) {
        callback = newCallback;
        if (signals.getAndIncrement() == 0) {
            runCallback();
        }
    }

    @Override
    public void run() {
        if (signals.getAndIncrement() == 0) {
            Thread.startVirtualThread(this::runCallback);
        }
    }

    private void runCallback() {
        int seen = signals.get();
        while (seen > 0) {
            try {
                callback.run();
            } catch (RuntimeException e) {
                error = e;
                close();
            }
            seen = signals.addAndGet(-seen);
        }
    }

    /** Ends the stream with an error and tells the consumer. */
    void fail(Throwable cause) {
        if (!ended) {
            error = cause;
            close();
            run();
        }
    }

    @Override
    public Optional<Throwable> error() {
        return Optional.ofNullable(error);
    }

    @Override
    public boolean isCompleted() {
        return ended;
    }

    @Override
    public void close() {
        ended = true;
        head.removeListener(this);
        onEnd.accept(this);
    }
}
