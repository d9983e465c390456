package connectly.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadModelClockTest {
    private final AtomicLong head = new AtomicLong(10);
    private final ReadModelClock clock = new ReadModelClock(head::get, 10);

    @Test
    void nobodyWaitsWhileTheReadModelHasEverything() {
        assertThat(clock.caughtUp()).isCompleted();
        assertThat(clock.lag()).isZero();
    }

    @Test
    void whoeverWroteWaitsUntilTheirPositionIsReached() {
        head.set(11);
        CompletableFuture<Void> first = clock.caughtUp();
        head.set(13);
        CompletableFuture<Void> second = clock.caughtUp();
        assertThat(first).isNotDone();
        assertThat(clock.lag()).isEqualTo(3);

        clock.reached(13);

        first.orTimeout(60, TimeUnit.SECONDS).join();
        second.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(clock.lag()).isZero();
    }

    @Test
    void anOlderPositionTakesNothingBack() {
        clock.reached(3);

        assertThat(clock.caughtUp()).isCompleted();
        assertThat(clock.lag()).isZero();
    }

    @Test
    void aReadModelThatStandsStillIsNotWaitedForForEver() {
        head.set(11);

        CompletableFuture<Void> waiting = clock.caughtUp();

        assertThat(waiting).isNotDone();
        assertThat(waiting.orTimeout(60, TimeUnit.SECONDS).join()).isNull();
        assertThat(clock.lag()).as("it was patience that ended").isEqualTo(1);
    }

    @Test
    void aReadModelThatIsAheadOfTheHeadIsNotBehind() {
        clock.reached(20);

        assertThat(clock.lag()).isZero();
    }
}
