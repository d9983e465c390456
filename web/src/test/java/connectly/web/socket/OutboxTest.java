package connectly.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.connections.Ending;
import connectly.web.connections.Frame;
import connectly.web.connections.Outbox;
import connectly.web.connections.Wire;
import connectly.web.feed.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OutboxTest {
    private static final int CAPACITY = 2_048;
    private static final int LARGEST_BATCH = 64;

    private final FakeSession session = new FakeSession();
    private final Outbox outbox = session.outbox();

    @AfterEach
    void letWritersEnd() {
        outbox.closed();
        session.read();
    }

    @Test
    void aFrameThatIsAloneLeavesAsItIs() {
        outbox.offer("{\"n\":1}");

        Eventually.holds("it is written", () -> session.texts().size() == 1);
        assertThat(session.texts()).containsExactly("{\"n\":1}");
    }

    @Test
    void framesThatWaitTogetherLeaveAsOneBatchInOrder() {
        blockWith(0);
        offer(1, 4);

        session.read();

        Eventually.holds("all is written", () -> session.frames().size() == 5);
        assertThat(session.texts())
                .containsExactly(
                        "{\"n\":0}", "{\"type\":\"batch\",\"frames\":[{\"n\":1},{\"n\":2},{\"n\":3},{\"n\":4}]}");
    }

    @Test
    void aBatchIsBounded() {
        blockWith(0);
        offer(1, 100);

        session.read();

        Eventually.holds("all is written", () -> session.frames().size() == 101);
        assertThat(numbers()).containsExactlyElementsOf(upTo(100));
        assertThat(session.texts()).hasSize(3);
        assertThat(session.texts().get(1).split("\"n\"", -1)).hasSize(LARGEST_BATCH + 1);
    }

    @Test
    void thereIsOneWriterAtATimeAndNothingIsLost() throws Exception {
        int threads = 8;
        int each = 200;
        CyclicBarrier start = new CyclicBarrier(threads);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * each;
            running.add(CompletableFuture.runAsync(
                    () -> {
                        awaitAll(start);
                        offer(first, first + each - 1);
                    },
                    task -> Thread.ofPlatform().start(task)));
        }
        for (CompletableFuture<Void> one : running) {
            one.get(60, TimeUnit.SECONDS);
        }

        Eventually.holds("all is written", () -> session.frames().size() == threads * each);
        assertThat(session.mostWritersAtOnce()).isEqualTo(1);
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * each;
            assertThat(numbers().stream().filter(n -> n >= first && n < first + each))
                    .as("the frames of one thread stay in order")
                    .containsExactlyElementsOf(
                            IntStream.range(first, first + each).boxed().toList());
        }
    }

    @Test
    void aFullOutboxClosesTheSocketOnceAndTakesNothingMore() {
        blockWith(0);
        offer(1, CAPACITY);
        assertThat(outbox.isClosed()).as("the premise: full, but not too full").isFalse();

        offer(CAPACITY + 1, CAPACITY + 50);

        Eventually.holds("it is closed", () -> !session.closes().isEmpty());
        assertThat(outbox.isClosed()).isTrue();
        outbox.close(Ending.RESTARTING);
        session.read();
        Eventually.holds("the write has ended", () -> session.texts().size() == 1);
        offer(0, 10);
        outbox.ping();
        assertThat(session.begun()).as("nothing was written after it").isEqualTo(1);
        assertThat(session.closes()).containsExactly(Ending.TOO_SLOW);
    }

    @Test
    void puttingWaitsForRoomAndContinues() throws Exception {
        blockWith(0);
        offer(1, CAPACITY / 2);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread putting = Thread.ofPlatform().start(() -> done.complete(put(CAPACITY / 2 + 1)));
        Eventually.holds("it waits", () -> putting.getState() == Thread.State.TIMED_WAITING);
        assertThat(done).isNotDone();

        session.read();

        assertThat(done.get(60, TimeUnit.SECONDS)).isTrue();
        Eventually.holds("all is written", () -> session.frames().size() == CAPACITY / 2 + 2);
        assertThat(numbers()).containsExactlyElementsOf(upTo(CAPACITY / 2 + 1));
        assertThat(session.closes()).isEmpty();
    }

    @Test
    void whoeverWaitsForRoomIsToldOfTheClosing() throws Exception {
        blockWith(0);
        offer(1, CAPACITY / 2);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread putting = Thread.ofPlatform().start(() -> done.complete(put(9_999)));
        Eventually.holds("it waits", () -> putting.getState() == Thread.State.TIMED_WAITING);

        outbox.closed();

        assertThat(done.get(60, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aPeerThatNeverReadsHoldsNobodyElseUp() {
        blockWith(0);
        FakeSession otherSession = new FakeSession();
        Outbox other = otherSession.outbox();

        for (int i = 1; i <= 100; i++) {
            outbox.offer(frame(i));
            other.offer(frame(i));
        }

        Eventually.holds("the other has all", () -> otherSession.frames().size() == 100);
        assertThat(session.texts())
                .as("the premise: the first is still blocked")
                .isEmpty();
        assertThat(session.begun()).isEqualTo(1);
    }

    @Test
    void whatWaitsOfAConversationIsDroppedAndTheRestGoesOn() {
        UUID gone = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        blockWith(0);
        outbox.offer(about(gone, 1));
        outbox.offer(about(other, 2));
        outbox.offer(about(gone, 3));
        outbox.offer(frame(4));

        outbox.drop(gone);
        outbox.offer(about(gone, 5));
        session.read();

        Eventually.holds("all is written", () -> session.frames().size() == 4);
        assertThat(numbers()).containsExactly(0, 2, 4, 5);
    }

    @Test
    void whatIsDroppedMakesRoom() {
        UUID gone = UUID.randomUUID();
        blockWith(0);
        IntStream.rangeClosed(1, CAPACITY).forEach(n -> outbox.offer(about(gone, n)));

        outbox.drop(gone);
        offer(1, CAPACITY);
        session.read();

        Eventually.holds("all is written", () -> session.frames().size() == CAPACITY + 1);
        assertThat(session.closes()).isEmpty();
    }

    @Test
    void whatIsOnlyAddedLeavesTogetherWhenItIsFlushed() {
        IntStream.rangeClosed(1, 3)
                .forEach(
                        n -> assertThat(outbox.add(about(UUID.randomUUID(), n))).isTrue());
        assertThat(session.begun()).isZero();

        outbox.flush();

        Eventually.holds("it is written", () -> session.frames().size() == 3);
        assertThat(session.begun()).isEqualTo(1);
    }

    @Test
    void aClosingThatWaitsLetsWhatIsQueuedLeaveFirstAndTakesNothingMore() {
        blockWith(0);
        offer(1, 100);

        outbox.closeAfterwards(Ending.RESTARTING);
        offer(101, 110);
        assertThat(session.closes()).as("the premise: it waits").isEmpty();
        session.read();

        Eventually.holds("it is closed", () -> !session.closes().isEmpty());
        assertThat(session.closes()).containsExactly(Ending.RESTARTING);
        assertThat(numbers()).containsExactlyElementsOf(upTo(100));
    }

    @Test
    void aClosingThatWaitsForNothingClosesAtOnce() {
        outbox.closeAfterwards(Ending.RESTARTING);

        Eventually.holds("it is closed", () -> !session.closes().isEmpty());
        assertThat(session.closes()).containsExactly(Ending.RESTARTING);
    }

    @Test
    void aWriteThatFailsClosesTheSocket() {
        session.breakOff();

        outbox.offer(frame(1));

        Eventually.holds("it is closed", () -> !session.closes().isEmpty());
        offer(2, 5);
        assertThat(session.closes()).containsExactly(Ending.BROKEN);
        assertThat(session.begun()).isEqualTo(1);
    }

    @Test
    void aPingGoesBeforeTheFramesThatWait() {
        blockWith(0);
        offer(1, 2);
        outbox.ping();

        session.read();

        Eventually.holds("all is written", () -> session.frames().size() == 3);
        assertThat(session.messages()).hasSize(3);
        assertThat(session.messages().get(1)).isEqualTo(FakeSession.PING);
    }

    @Test
    void aPingDoesNotGoBeforeTheFirstFrameOfAll() {
        BlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
        Outbox later = new Outbox(session, turns::add);
        later.offer(frame(1));
        later.ping();

        Eventually.holds("both are written", () -> {
            Runnable turn = turns.poll();
            if (turn != null) {
                turn.run();
            }
            return session.messages().size() == 2;
        });

        assertThat(session.messages().getLast()).isEqualTo(FakeSession.PING);
    }

    @Test
    void whatIsToldInPassingGoesAfterTheFramesThatWaitAndOfOneThingTheLastWord() {
        blockWith(0);
        outbox.hint("ann", answer(100));
        outbox.hint("bob", answer(200));
        offer(1, 3);
        outbox.hint("ann", answer(101));

        session.read();

        Eventually.holds("all is written", () -> session.frames().size() == 6);
        assertThat(numbers()).containsExactly(0, 1, 2, 3, 200, 101);
    }

    @Test
    void whatIsToldInPassingNeverClosesASlowSocketNorTakesTheRoomOfAFrame() {
        blockWith(0);
        for (int i = 0; i < CAPACITY * 2; i++) {
            outbox.hint(i, answer(-i));
        }
        offer(1, CAPACITY);
        assertThat(outbox.isClosed()).isFalse();

        session.read();

        Eventually.holds("the last word is written", () -> numbers().contains(1 - CAPACITY * 2));
        assertThat(numbers().stream().filter(n -> n >= 0)).containsExactlyElementsOf(upTo(CAPACITY));
        assertThat(numbers().stream().filter(n -> n < 0))
                .as("the newest of them")
                .hasSize(512);
        assertThat(session.closes()).isEmpty();
    }

    @Test
    void whatIsToldInPassingOfADroppedConversationIsDroppedToo() {
        UUID left = UUID.randomUUID();
        blockWith(0);
        outbox.hint("ann types", about(left, 100));
        outbox.hint("bob types", about(UUID.randomUUID(), 200));

        outbox.drop(left);
        session.read();

        Eventually.holds("the other is written", () -> session.frames().size() == 2);
        assertThat(numbers()).containsExactly(0, 200);
    }

    @Test
    void aWriteEndsWhereItIsLargeEnough() {
        blockWith(0);
        String large = "x".repeat(40_000);
        for (int i = 0; i < 3; i++) {
            outbox.offer("{\"n\":\"" + large + "\"}");
        }

        session.read();

        Eventually.holds("all is written", () -> session.frames().size() == 4);
        assertThat(session.texts()).as("one, two of them, and the third").hasSize(3);
    }

    @Test
    void whoCatchesUpAndReadsNothingIsTooSlowInTheEnd() throws Exception {
        Outbox impatient = new Outbox(session, turn -> Thread.ofVirtual().start(turn), Duration.ofMillis(50));
        session.stopReading();
        int taken = 0;
        while (impatient.put(answer(taken))) {
            taken++;
        }

        assertThat(taken).as("what waits, and what is being written").isBetween(CAPACITY / 2, CAPACITY);
        assertThat(session.closes()).containsExactly(Ending.TOO_SLOW);
        impatient.closed();
    }

    @Test
    void aWireThatThrowsEndsTheConnection() {
        List<Ending> closes = new ArrayList<>();
        Outbox unlucky = new Outbox(
                new Wire() {
                    @Override
                    public void write(List<Frame> frames, Done then) {
                        throw new OutOfMemoryError("as in a test");
                    }

                    @Override
                    public void ping(Done then) {
                        throw new AssertionError("nothing is pinged here");
                    }

                    @Override
                    public void close(Ending why) {
                        closes.add(why);
                    }
                },
                Runnable::run);

        unlucky.offer(frame(1));

        assertThat(closes).containsExactly(Ending.BROKEN);
        assertThat(unlucky.isClosed()).isTrue();
    }

    /** Has the writer stuck in a write of one frame, so that later ones wait. */
    private void blockWith(int n) {
        session.stopReading();
        outbox.offer(frame(n));
        Eventually.holds("the writer is stuck", () -> session.begun() == 1);
    }

    private void offer(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(n -> outbox.offer(frame(n)));
    }

    private boolean put(int n) {
        try {
            return outbox.put(answer(n));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitAll(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Frame answer(int n) {
        return new Frame(frame(n).getBytes(StandardCharsets.UTF_8), null);
    }

    private static Frame about(UUID conversation, int n) {
        return new Frame(frame(n).getBytes(StandardCharsets.UTF_8), conversation);
    }

    private static String frame(int n) {
        return "{\"n\":" + n + "}";
    }

    private List<Integer> numbers() {
        return session.frames().stream()
                .map(frame -> frame.get("n"))
                .map(JsonNode::intValue)
                .toList();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(0, last).boxed().toList();
    }
}
