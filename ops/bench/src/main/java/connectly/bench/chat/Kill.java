package connectly.bench.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The server is killed under load, again and again, and the clients go on with the next one on the same data. */
final class Kill implements Scenario {
    private static final int CONVERSATIONS = 20;
    private static final int MEMBERS = 10;
    private static final int IN_FLIGHT = 100;
    private static final int KILLS = 20;
    private static final Duration SHORTEST_LIFE = Duration.ofMillis(500);
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(60);
    private static final int DIGITS = 3;

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String title() {
        return "kill -9 of the server, %d times, under load of %d x %d members, %d messages in flight"
                .formatted(KILLS, CONVERSATIONS, MEMBERS, IN_FLIGHT);
    }

    @Override
    public Outcome run(Run run) throws IOException, InterruptedException {
        OwnServer server = run.ownServer();
        Histogram starts = new Histogram(TimeUnit.MINUTES.toNanos(10), DIGITS);
        long unanswered = 0;
        Random random = new Random();
        try (Chat chat = new Chat(run.product())) {
            chat.populate(CONVERSATIONS, MEMBERS);
            chat.connect();
            ClosedLoop pace = new ClosedLoop(chat.conversations(), IN_FLIGHT);
            for (int kill = 1; kill <= KILLS; kill++) {
                chat.run(pace, Duration.ofNanos(random.nextLong(SHORTEST_LIFE.toNanos(), LONGEST_LIFE.toNanos())));
                server.kill();
                // Read what it said last; an ack in it counts.
                chat.onLoss((member, code, why) -> {});
                chat.waitUntil(() -> chat.liveMembers() == 0, LONGEST_SETTLING, () -> "a dead server has sockets");
                unanswered += chat.ledger().onTheirWay();
                starts.recordValue(server.start().toNanos());
                chat.onLoss(Chat.FAULT);
                chat.members().forEach(chat::open);
                chat.untilAllAreLive(LONGEST_SETTLING);
                run.progress()
                        .say("kill %d, %,d acked so far"
                                .formatted(kill, chat.ledger().acked()));
            }
            chat.settle(LONGEST_SETTLING);
            chat.checkHistory();
            return new Outcome()
                    .add("kills", "kills", KILLS)
                    .add("start to ready, ms", "readyMillis", starts)
                    .add("messages on their way at the kills", "onTheirWay", unanswered)
                    .add("checked messages", "checkedMessages", chat.ledger().sent())
                    .add(
                            "checked deliveries",
                            "checkedDeliveries",
                            chat.ledger().delivered());
        }
    }
}
