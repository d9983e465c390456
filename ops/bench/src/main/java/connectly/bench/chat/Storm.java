package connectly.bench.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Everybody loses the network at once, misses a little, and comes back within a second. */
final class Storm implements Scenario {
    private static final int CONVERSATIONS = 100;
    private static final int MEMBERS = 10;
    private static final double PER_SECOND = 100;
    private static final Duration AWAY = Duration.ofSeconds(2);
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration AFTERWARDS = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofSeconds(1);
    /** How much above what it used before counts as recovered, in cores. */
    private static final double NEARLY = 0.1;

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public String title() {
        return "%,d members lose their sockets and resume within a second, at %.0f messages a second"
                .formatted(CONVERSATIONS * MEMBERS, PER_SECOND);
    }

    @Override
    public Outcome run(Run run) throws IOException {
        try (Chat chat = new Chat(run.product())) {
            chat.populate(CONVERSATIONS, MEMBERS);
            chat.connect();
            OpenLoop pace = new OpenLoop(chat.conversations(), PER_SECOND, System.nanoTime());
            chat.run(pace, run.warmUp());
            double usual = cores(chat, run, pace, run.time());
            List<Member> all = chat.members();
            all.forEach(Member::drop);
            chat.run(pace, AWAY);
            long began = System.nanoTime();
            double storm = returning(chat, run, pace, all);
            double served = (System.nanoTime() - began) / 1e9;
            run.progress().say("all are back");
            double recovered = recovery(chat, run, pace, usual);
            chat.settle(LONGEST);
            chat.checkHistory();
            return new Outcome()
                    .add("all served after, s", "servedSeconds", served)
                    .add("cores of the server before", "serverCoresBefore", usual)
                    .add("cores of the server meanwhile", "serverCoresMeanwhile", storm)
                    .add("recovered after, s (-1: not in 30)", "recoveredSeconds", recovered)
                    .add(
                            "checked messages, all of the run",
                            "checkedMessages",
                            chat.ledger().sent());
        }
    }

    /** Opens all sockets within a second, and answers what the server used until all were served. */
    private static double returning(Chat chat, Run run, OpenLoop pace, List<Member> all) throws IOException {
        Usage before = Usage.now(run.product().pid());
        long began = System.nanoTime();
        int[] opened = {0};
        Runnable next = () -> {
            long due = (System.nanoTime() - began) * all.size() / WITHIN.toNanos() + 1;
            while (opened[0] < Math.min(due, all.size())) {
                chat.open(all.get(opened[0]++));
            }
        };
        chat.runUntil(pace, () -> chat.liveMembers() == all.size(), LONGEST, next);
        Usage used = Usage.now(run.product().pid()).since(before);
        return used.server() / used.seconds();
    }

    /** Seconds until the server uses no more than it did, or -1. */
    private static double recovery(Chat chat, Run run, OpenLoop pace, double usual) throws IOException {
        for (int second = 1; second <= AFTERWARDS.toSeconds(); second++) {
            if (cores(chat, run, pace, GLANCE) <= usual + NEARLY) {
                return second;
            }
        }
        return -1;
    }

    private static double cores(Chat chat, Run run, OpenLoop pace, Duration time) throws IOException {
        Usage before = Usage.now(run.product().pid());
        chat.run(pace, time);
        Usage used = Usage.now(run.product().pid()).since(before);
        return used.server() / used.seconds();
    }
}
