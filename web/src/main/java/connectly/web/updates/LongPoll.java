package connectly.web.updates;

import connectly.web.connections.Ending;
import connectly.web.connections.Peer;
import connectly.web.feed.Listener;
import connectly.web.feed.UpdateFrame;
import connectly.web.identity.Caller;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One poll that waits, until there is something for it or its time is over. */
final class LongPoll implements Peer, Listener {
    private final Caller caller;
    private final String address;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Ending ending;

    LongPoll(Caller caller, String address) {
        this.caller = caller;
        this.address = address;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public UUID userId() {
        return caller.requireUser();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void tell(UpdateFrame update) {
        over.countDown();
    }

    @Override
    public void beat() {
        // It is over before anybody would wonder.
    }

    @Override
    public void end(Ending why) {
        ending = why;
        over.countDown();
    }

    /** Returns when there is something to read, when it was ended, and at the latest after {@code patience}. */
    void await(Duration patience) {
        try {
            var _ = over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // The server stops in a hurry; the answer is what there is.
            Thread.currentThread().interrupt();
        }
    }

    /** Why it was ended from outside, if it was. */
    @Nullable Ending ending() {
        return ending;
    }
}
