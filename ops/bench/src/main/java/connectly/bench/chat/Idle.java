package connectly.bench.chat;

import java.io.IOException;
import java.time.Duration;

/** People who are there and say nothing: what each of them takes of the server's memory. */
final class Idle implements Scenario {
    private static final int MEMBERS = 10;
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final int sockets;

    Idle(int sockets) {
        this.sockets = sockets;
    }

    @Override
    public String name() {
        return "d" + sockets;
    }

    @Override
    public String title() {
        return "%,d idle sockets in conversations of %d".formatted(sockets, MEMBERS);
    }

    @Override
    public Outcome run(Run run) throws IOException, InterruptedException {
        long pid = run.pid();
        try (Chat chat = new Chat(run.product())) {
            chat.populate(sockets / MEMBERS, MEMBERS);
            run.progress().say("%,d people have a conversation".formatted(sockets));
            long liveBefore = Memory.live(pid);
            long residentBefore = Memory.resident(pid);
            Usage before = Usage.now(run.product().pid());
            chat.connect();
            double connecting = Usage.now(run.product().pid()).since(before).seconds();
            run.progress().say("%,d sockets are open".formatted(sockets));
            Usage quiet = Usage.now(run.product().pid());
            chat.run(new ClosedLoop(chat.conversations(), 0), QUIET);
            quiet = Usage.now(run.product().pid()).since(quiet);
            long residentAfter = Memory.resident(pid);
            long liveAfter = Memory.live(pid);
            return new Outcome()
                    .add("resident KiB a socket", "residentKibPerSocket", perSocket(residentAfter - residentBefore))
                    .add("live heap KiB a socket", "heapKibPerSocket", perSocket(liveAfter - liveBefore))
                    .add("resident MiB of the server", "residentMib", residentAfter / Live.KIB_OF_A_MIB)
                    .add("cores of the server while all are idle", "serverCores", quiet.server() / quiet.seconds())
                    .add("sockets opened a second", "openedPerSecond", sockets / connecting);
        }
    }

    private double perSocket(long kib) {
        return kib / (double) sockets;
    }
}
