package connectly.bench.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One reader who turns the pages of a long conversation. */
final class Reading implements Scenario {
    private static final int MESSAGES = 100_000;
    private static final int IN_FLIGHT = 256;
    private static final int MEMBERS = 2;
    private static final int PAGE = 50;
    private static final Duration LONGEST_FILLING = Duration.ofMinutes(10);
    private static final int DIGITS = 3;

    private final JsonMapper json = new JsonMapper();

    @Override
    public String name() {
        return "e";
    }

    @Override
    public String title() {
        return "pages of %d out of %,d messages, one reader".formatted(PAGE, MESSAGES);
    }

    @Override
    public Outcome run(Run run) throws IOException {
        try (Chat chat = new Chat(run.product())) {
            chat.populate(1, MEMBERS);
            chat.connect();
            Conversation conversation = chat.conversations().getFirst();
            chat.fill(new ClosedLoop(chat.conversations(), IN_FLIGHT), MESSAGES, LONGEST_FILLING, run.progress());
            chat.checkHistory();
            Outcome outcome = new Outcome();
            read(run, conversation, "newest", "", MESSAGES, outcome);
            read(run, conversation, "middle", "&before=" + (MESSAGES / 2 + 1), MESSAGES / 2, outcome);
            return outcome;
        }
    }

    private void read(Run run, Conversation conversation, String where, String bound, long lastSeq, Outcome outcome)
            throws IOException {
        String target = "/api/v1/conversations/%s/messages?limit=%d%s".formatted(conversation.id, PAGE, bound);
        Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(1), DIGITS);
        try (Pages pages = new Pages(
                run.product().address(),
                target,
                conversation.members.getFirst().user.token())) {
            check(pages.page(), lastSeq);
            turn(pages, run.warmUp(), latency);
            latency.reset();
            double seconds = turn(pages, run.time(), latency);
            outcome.add(
                            "%s: pages a second".formatted(where),
                            where + "PagesPerSecond",
                            latency.getTotalCount() / seconds)
                    .add("%s: a page, ms".formatted(where), where + "PageMillis", latency);
        }
    }

    private static double turn(Pages pages, Duration time, Histogram latency) throws IOException {
        long began = System.nanoTime();
        long end = began + time.toNanos();
        long now = began;
        while (now < end) {
            pages.page();
            long next = System.nanoTime();
            latency.recordValue(next - now);
            now = next;
        }
        return (now - began) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private void check(byte[] page, long lastSeq) {
        JsonNode items = json.readTree(page).path("items");
        long last = items.path(PAGE - 1).path("seq").asLong();
        if (items.size() != PAGE || last != lastSeq) {
            throw new Fault("A page of %d ends with seq %d where %d should.".formatted(items.size(), last, lastSeq));
        }
    }
}
