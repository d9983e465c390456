package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.eventlog.TestCodec.Note;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * One event of the load. All of it follows from who sent it and its number, so another process can tell each byte.
 *
 * @param worker who sends it: appends one event after the other
 * @param number from 0, without gap
 */
record LoadEvent(String worker, int number) {
    private static final String TYPE = "test.Said";
    private static final String VERSION = "1";

    /** Long enough that no two events have the same. */
    private static final int SHORTEST_TEXT = 20;

    /** Beyond a page of SQLite, so that some events have overflow pages. */
    private static final int LONGEST_TEXT = 6_000;

    static LoadEvent ofId(String id) {
        int dash = id.lastIndexOf('-');
        return new LoadEvent(id.substring(0, dash), Integer.parseInt(id.substring(dash + 1)));
    }

    String id() {
        return worker + "-" + number;
    }

    Tag tag() {
        return Tag.of("worker", worker);
    }

    TaggedEventMessage<?> message() {
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(id(), new MessageType(TYPE, VERSION), payload(), metadata(), time()),
                Set.of(tag()));
    }

    private Note payload() {
        return new Note(text(), words(), worker, null);
    }

    /** What is sealed. */
    private String words() {
        return "words of " + id();
    }

    String text() {
        Random random = new Random(id().hashCode());
        // Most texts are short, as people write them.
        int length = SHORTEST_TEXT + (int) (LONGEST_TEXT * Math.pow(random.nextDouble(), 8));
        byte[] letters = new byte[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (byte) ('a' + random.nextInt(26));
        }
        return new String(letters, StandardCharsets.US_ASCII);
    }

    private Map<String, String> metadata() {
        return Map.of("by", worker);
    }

    private Instant time() {
        return Instant.ofEpochMilli(1_700_000_000_000L + number);
    }

    /** Fails unless {@code event}, as the log gave it, is this event byte for byte. */
    void assertSame(EventMessage event) {
        assertThat(event.identifier()).isEqualTo(id());
        assertThat(event.type()).isEqualTo(new MessageType(TYPE, VERSION));
        assertThat(event.timestamp()).isEqualTo(time());
        assertThat(event.metadata()).containsAllEntriesOf(metadata());
        assertThat(event.payload()).as("payload of %s", id()).isEqualTo(text() + ": " + words());
    }
}
