package connectly.web.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoalescerTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void whatIsAskedFirstIsDoneAtOnce() {
        coalescer(FOR_EVER).ask("a", 1).join();

        assertThat(done).containsExactly("a 1");
    }

    @Test
    void whatIsAskedInAPauseIsDoneTogetherAfterIt() {
        Coalescer<String, Integer> coalescer = coalescer(FOR_EVER);
        coalescer.ask("a", 1).join();

        CompletableFuture<Void> two = coalescer.ask("a", 2);
        CompletableFuture<Void> three = coalescer.ask("a", 3);
        assertThat(two).as("the premise: it waits").isNotDone();
        CompletableFuture<Void> all = coalescer.flush();

        assertThat(List.of(all, two, three)).allMatch(CompletableFuture::isDone);
        assertThat(done).containsExactly("a 1", "a 5");
    }

    @Test
    void aPauseEndsByItself() {
        Coalescer<String, Integer> coalescer = coalescer(Duration.ZERO);

        for (int i = 1; i <= 3; i++) {
            coalescer.ask("a", i).join();
        }

        assertThat(done).containsExactly("a 1", "a 2", "a 3");
    }

    @Test
    void nobodyWaitsForThePauseOfAnother() {
        Coalescer<String, Integer> coalescer = coalescer(FOR_EVER);
        coalescer.ask("a", 1).join();

        coalescer.ask("b", 2).join();

        assertThat(done).containsExactly("a 1", "b 2");
    }

    @Test
    void whoeverAskedLearnsThatItFailedAndWhatIsAskedNextIsDoneAllTheSame() {
        Coalescer<String, Integer> coalescer = coalescer(Duration.ZERO);

        CompletableFuture<Void> failing = coalescer.ask("a", -1);
        assertThatThrownBy(failing::join).hasRootCauseMessage("negative");
        coalescer.ask("a", 1).join();

        assertThat(done).containsExactly("a 1");
    }

    private Coalescer<String, Integer> coalescer(Duration pause) {
        return new Coalescer<>(Integer::sum, this::work, _ -> pause, timer);
    }

    private CompletableFuture<Void> work(String key, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative");
        }
        done.add(key + " " + value);
        return CompletableFuture.completedFuture(null);
    }
}
