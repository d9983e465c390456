package connectly.bench.chat;

import connectly.bench.wire.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Some sockets of a large conversation stop reading: the others must not notice, and the server must not fill up. */
final class Slow implements Scenario {
    private static final int READERS = 100;
    private static final int SILENT = 200;
    private static final double PER_SECOND = 100;
    /** A small window, so that what is not read waits in the server and not in the kernel. */
    private static final int RECEIVE_BYTES = 4096;

    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** Long enough for some 7 MB: the kernel keeps up to 4 MB for a socket before the server's own queue grows. */
    private static final Duration BLOCKED = Duration.ofMinutes(2);

    private static final Duration DRAINING = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public String title() {
        return "%d of %d members stop reading, at %.0f messages a second"
                .formatted(SILENT, SILENT + READERS, PER_SECOND);
    }

    @Override
    public Outcome run(Run run) throws IOException, InterruptedException {
        try (Chat chat = new Chat(run.product())) {
            List<SlowReader> silent =
                    chat.bots(SILENT).stream().map(SlowReader::new).toList();
            chat.populateWith(READERS, silent.stream().map(SlowReader::user).toList());
            chat.connect();
            silent.forEach(each -> chat.doors().open(each.user(), RECEIVE_BYTES, each, each::linked));
            chat.waitUntil(() -> silent.stream().allMatch(SlowReader::isLive), LONGEST, () -> "some are not connected");
            OpenLoop pace = new OpenLoop(chat.conversations(), PER_SECOND, System.nanoTime());
            chat.run(pace, run.warmUp());
            Histogram undisturbed = measured(chat, run, pace, run.time());
            long heapBefore = Memory.live(run.pid());
            silent.forEach(SlowReader::stopReading);
            run.progress().say("%d stop reading".formatted(SILENT));
            Histogram disturbed = measured(chat, run, pace, BLOCKED);
            long heapMeanwhile = Memory.live(run.pid());
            chat.settle(LONGEST);
            silent.forEach(SlowReader::readOn);
            chat.run(new ClosedLoop(chat.conversations(), 0), DRAINING);
            chat.checkHistory();
            return outcome(undisturbed, disturbed, heapBefore, heapMeanwhile, silent);
        }
    }

    private static Histogram measured(Chat chat, Run run, OpenLoop pace, Duration time) throws IOException {
        chat.figures().last.reset();
        chat.figures().switchOn();
        chat.run(
                pace,
                time,
                () -> run.progress()
                        .now(() -> "%,d sent".formatted(chat.ledger().sent())));
        chat.figures().switchOff();
        return chat.figures().last.copy();
    }

    private static Outcome outcome(
            Histogram undisturbed, Histogram disturbed, long heapBefore, long heapMeanwhile, List<SlowReader> silent) {
        List<Integer> codes = new ArrayList<>();
        silent.forEach(each -> codes.add(each.code()));
        long told = codes.stream().filter(code -> code == SlowReader.TOO_SLOW).count();
        long cut = codes.stream().filter(code -> code == Link.NO_CLOSE_FRAME).count();
        long open = codes.stream().filter(code -> code == 0).count();
        return new Outcome()
                .add("undisturbed, at the last reader, ms", "undisturbedMillis", undisturbed)
                .add("disturbed, at the last reader, ms", "disturbedMillis", disturbed)
                .add(
                        "p99 disturbed / undisturbed",
                        "p99Ratio",
                        disturbed.getValueAtPercentile(99) / (double) undisturbed.getValueAtPercentile(99))
                .add("live heap MiB before", "heapMibBefore", heapBefore / Live.KIB_OF_A_MIB)
                .add("live heap MiB after two minutes of it", "heapMibMeanwhile", heapMeanwhile / Live.KIB_OF_A_MIB)
                .add("closed with 4408", "closedTooSlow", told)
                .add("closed without a word", "closedWithoutCode", cut)
                .add("not closed", "notClosed", open);
    }
}
