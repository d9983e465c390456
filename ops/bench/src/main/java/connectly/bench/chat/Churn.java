package connectly.bench.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** People on bad networks: at any moment some lose their sockets, and come back a little later. */
final class Churn implements Scenario {
    private static final int CONVERSATIONS = 100;
    private static final int MEMBERS = 10;
    private static final double PER_SECOND = 200;
    /** Each is cut off once in this time on average. */
    private static final Duration BETWEEN_CUTS = Duration.ofSeconds(20);

    private static final Duration LONGEST_AWAY = Duration.ofSeconds(3);
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "churn";
    }

    @Override
    public String title() {
        return "%,d members who lose their sockets at random, every %d s each, at %.0f messages a second"
                .formatted(CONVERSATIONS * MEMBERS, BETWEEN_CUTS.toSeconds(), PER_SECOND);
    }

    @Override
    public Outcome run(Run run) throws IOException {
        try (Chat chat = new Chat(run.product())) {
            chat.populate(CONVERSATIONS, MEMBERS);
            chat.connect();
            Cuts cuts = new Cuts(chat);
            OpenLoop pace = new OpenLoop(chat.conversations(), PER_SECOND, System.nanoTime());
            chat.figures().switchOn();
            Usage before = Usage.now(run.product().pid());
            chat.run(pace, run.churn(), () -> {
                cuts.turn(System.nanoTime());
                run.progress()
                        .now(() -> "%,d sent, %,d sockets lost, %d away"
                                .formatted(chat.ledger().sent(), cuts.count, cuts.away.size()));
            });
            Usage used = Usage.now(run.product().pid()).since(before);
            chat.figures().switchOff();
            cuts.end();
            chat.untilAllAreLive(LONGEST_SETTLING);
            chat.settle(LONGEST_SETTLING);
            chat.checkHistory();
            return new Outcome()
                    .add("sockets lost", "socketsLost", cuts.count)
                    .add("checked messages", "checkedMessages", chat.ledger().sent())
                    .add(
                            "checked deliveries",
                            "checkedDeliveries",
                            chat.ledger().delivered())
                    .add("ack, absence included, ms", "ackMillis", chat.figures().ack)
                    .add("cores of the server", "serverCores", used.server() / used.seconds())
                    .add("cores of the driver", "driverCores", used.driver() / used.seconds());
        }
    }

    private record Return(Member member, long at) {}

    /** Who is cut off when, and comes back when. */
    private static final class Cuts {
        private final Random random = new Random();
        private final Chat chat;
        private final List<Member> members;
        private final PriorityQueue<Return> away = new PriorityQueue<>(Comparator.comparingLong(Return::at));
        private final double cutsPerNano;
        private long next = System.nanoTime();
        private long count;

        Cuts(Chat chat) {
            this.chat = chat;
            this.members = chat.members();
            this.cutsPerNano = members.size() / (double) BETWEEN_CUTS.toNanos();
        }

        void turn(long now) {
            for (; next <= now; next += pause()) {
                Member member = members.get(random.nextInt(members.size()));
                if (member.isLive()) {
                    member.drop();
                    count++;
                    away.add(new Return(member, now + random.nextLong(LONGEST_AWAY.toNanos())));
                }
            }
            while (!away.isEmpty() && away.peek().at() <= now) {
                chat.open(away.remove().member());
            }
        }

        /** As memoryless as accidents are. */
        private long pause() {
            return Math.round(-Math.log(1 - random.nextDouble()) / cutsPerNano);
        }

        void end() {
            away.forEach(each -> chat.open(each.member()));
            away.clear();
        }
    }
}
