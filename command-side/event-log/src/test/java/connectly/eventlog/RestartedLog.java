package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.eventlog.LoadReport.Ack;
import connectly.eventlog.verify.Verdict.Sound;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.StreamingCondition;

/** What is in the log after a fault, read by a new process: the test's own, with a disk that works. */
final class RestartedLog {
    private static final LoadEvent BEFORE = new LoadEvent("before", 0);
    private static final LoadEvent AFTER = new LoadEvent("after", 0);

    private final List<LoadEvent> events;

    private RestartedLog(List<LoadEvent> events) {
        this.events = events;
    }

    /** Makes a log with one event, so that no fault hits the making of its tables. */
    static void prepare(Path directory) {
        try (EventLog log = FaultLog.open(directory)) {
            TestEvents.append(log, BEFORE.message());
        }
    }

    /**
     * Opens the log anew. Whatever was lost, it must take appends, its positions must be dense, and each event must be
     * one of the load, byte for byte, and there once. Before that and after it, the file must be what was written.
     */
    static RestartedLog open(Path directory) {
        assertThat(FaultLog.verify(directory)).as("as the fault left it").isInstanceOf(Sound.class);
        RestartedLog restarted = reopen(directory);
        assertThat(FaultLog.verify(directory)).as("after the restart").isInstanceOfSatisfying(Sound.class, sound -> {
            assertThat(sound.events()).isEqualTo(restarted.events.size() + 1);
            assertThat(sound.signed()).isEqualTo(sound.events());
        });
        return restarted;
    }

    private static RestartedLog reopen(Path directory) {
        try (EventLog log = FaultLog.open(directory)) {
            RestartedLog restarted = new RestartedLog(readAll(log));
            assertThat(restarted.events).doesNotHaveDuplicates().startsWith(BEFORE);
            TestEvents.append(log, AFTER.message());
            assertThat(readAll(log)).as("takes appends again").endsWith(AFTER).hasSize(restarted.events.size() + 1);
            return restarted;
        }
    }

    /** All events in order; fails unless their positions are dense and each is whole. */
    static List<LoadEvent> readAll(EventLog log) {
        List<EventMessage> messages = new ArrayList<>();
        MessageStream<EventMessage> stream = log.engine().stream(StreamingCondition.startingFrom(null), null);
        try {
            for (Entry<EventMessage> entry : TestEvents.drain(stream)) {
                messages.add(entry.message());
            }
        } finally {
            stream.close();
        }
        assertThat(messages)
                .as("dense positions")
                .extracting(EventLog::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, log.head()).boxed().toList());
        return messages.stream().map(RestartedLog::checked).toList();
    }

    private static LoadEvent checked(EventMessage message) {
        LoadEvent event = LoadEvent.ofId(message.identifier());
        event.assertSame(message);
        return event;
    }

    List<LoadEvent> events() {
        return events;
    }

    /** What was acknowledged and is not there, or is elsewhere. */
    List<Ack> lost(LoadReport report) {
        return report.acks().stream()
                .filter(ack -> ack.position() > events.size()
                        || !events.get((int) ack.position() - 1).id().equals(ack.id()))
                .toList();
    }

    /**
     * Nothing acknowledged is lost, and nothing is there that nobody can have sent: each worker's events are its first
     * ones in their order, at most one more than it got acknowledged, as it appends one after the other.
     */
    void assertKeeps(LoadReport report) {
        assertThat(lost(report)).as("acknowledged, and lost").isEmpty();
        Map<String, Long> acknowledged = report.acks().stream()
                .collect(Collectors.groupingBy(ack -> LoadEvent.ofId(ack.id()).worker(), Collectors.counting()));
        numbersByWorker().forEach((worker, numbers) -> {
            assertThat(numbers)
                    .as("the events of %s", worker)
                    .containsExactlyElementsOf(
                            IntStream.range(0, numbers.size()).boxed().toList());
            assertThat((long) numbers.size())
                    .as("one event of %s may be stored without its answer", worker)
                    .isBetween(acknowledged.getOrDefault(worker, 0L), acknowledged.getOrDefault(worker, 0L) + 1);
        });
    }

    private Map<String, List<Integer>> numbersByWorker() {
        return events.stream()
                .collect(Collectors.groupingBy(
                        LoadEvent::worker, Collectors.mapping(LoadEvent::number, Collectors.toList())));
    }
}
