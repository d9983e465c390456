package connectly.bench.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People who chat: what a running server does for them, and what that costs. */
final class Live implements Scenario {
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(30);
    private static final double A_THOUSAND = 1_000;
    static final double KIB_OF_A_MIB = 1_024;

    /** How much they say. */
    sealed interface Load {
        Pace pace(List<Conversation> conversations, long now);
    }

    /** See {@link ClosedLoop}. */
    record InFlight(int messages) implements Load {
        @Override
        public Pace pace(List<Conversation> conversations, long now) {
            return new ClosedLoop(conversations, messages);
        }

        @Override
        public String toString() {
            return messages + " messages in flight";
        }
    }

    /** See {@link OpenLoop}. */
    record ASecond(double messages) implements Load {
        @Override
        public Pace pace(List<Conversation> conversations, long now) {
            return new OpenLoop(conversations, messages, now);
        }

        @Override
        public String toString() {
            return "%.0f messages a second, whatever happens".formatted(messages);
        }
    }

    private final String name;
    private final int conversations;
    private final int members;
    private final Load load;

    Live(String name, int conversations, int members, Load load) {
        this.name = name;
        this.conversations = conversations;
        this.members = members;
        this.load = load;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "%d x %d members, %s".formatted(conversations, members, load);
    }

    @Override
    public Outcome run(Run run) throws IOException {
        try (Chat chat = new Chat(run.product())) {
            chat.populate(conversations, members);
            chat.connect();
            run.progress().say("%,d sockets are open".formatted(conversations * members));
            Measured measured = measure(chat, run);
            chat.settle(LONGEST_SETTLING);
            run.progress()
                    .say("%,d messages are at every member; reading the history"
                            .formatted(chat.ledger().sent()));
            chat.checkHistory();
            return outcome(chat, measured);
        }
    }

    /** What was seen while it counted. */
    private record Measured(
            Usage used, long bytes, long backlog, @Nullable Long residentKib) {}

    private Measured measure(Chat chat, Run run) throws IOException {
        Pace pace = load.pace(chat.conversations(), System.nanoTime());
        Runnable tell = () -> run.progress()
                .now(() -> "%,d sent, %,d acked, %,d deliveries"
                        .formatted(
                                chat.ledger().sent(),
                                chat.ledger().acked(),
                                chat.ledger().delivered()));
        chat.run(pace, run.warmUp(), tell);
        chat.figures().switchOn();
        Usage before = Usage.now(run.product().pid());
        long bytesBefore = chat.bytesRead();
        chat.run(pace, run.time(), tell);
        Usage used = Usage.now(run.product().pid()).since(before);
        chat.figures().switchOff();
        return new Measured(
                used,
                chat.bytesRead() - bytesBefore,
                chat.ledger().onTheirWay(),
                run.product().pid().isPresent() ? Memory.resident(run.pid()) : null);
    }

    private Outcome outcome(Chat chat, Measured measured) {
        Figures figures = chat.figures();
        Usage used = measured.used();
        double seconds = used.seconds();
        Outcome outcome = new Outcome()
                .add("acked a second", "ackedPerSecond", figures.acked() / seconds)
                .add("deliveries a second", "deliveriesPerSecond", figures.delivered() / seconds)
                .add("ack, ms", "ackMillis", figures.ack)
                .add("at the last member, ms", "lastMillis", figures.last)
                .add("at each member, ms", "eachMillis", figures.each);
        if (load instanceof ASecond) {
            outcome.add("sent too late by, ms", "lateMillis", figures.late)
                    .add("on their way at the end", "backlog", measured.backlog());
        }
        if (measured.residentKib() != null) {
            outcome.add(
                            "server CPU s per 1,000 deliveries",
                            "serverCpuSecondsPerThousandDeliveries",
                            used.server() / figures.delivered() * A_THOUSAND)
                    .add(
                            "server CPU ms per message",
                            "serverCpuMillisPerMessage",
                            used.server() / figures.acked() * A_THOUSAND)
                    .add("cores of the server", "serverCores", used.server() / seconds)
                    .add("resident MiB of the server", "residentMib", measured.residentKib() / KIB_OF_A_MIB);
        }
        return outcome.add("cores of the driver", "driverCores", used.driver() / seconds)
                .add("cores of all others", "otherCores", used.others() / seconds)
                .add("received MB a second", "receivedMegabytesPerSecond", measured.bytes() / seconds / 1e6)
                .add(
                        "checked messages, all of the run",
                        "checkedMessages",
                        chat.ledger().sent())
                .add(
                        "checked deliveries, all of the run",
                        "checkedDeliveries",
                        chat.ledger().delivered());
    }
}
