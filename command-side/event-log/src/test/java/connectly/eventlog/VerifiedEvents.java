package connectly.eventlog;

import connectly.eventlog.TestCodec.Note;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/** Numbered events of two types with tags; those at even positions have sealed content, those at odd ones have none. */
final class VerifiedEvents {
    private static final Instant TIME = Instant.parse("2023-11-14T22:13:20Z");

    private VerifiedEvents() {}

    static TaggedEventMessage<?>[] of(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> message(
                        number,
                        number % 2 == 1
                                ? new Note("a heading", "words " + number, number % 3 == 0 ? "ann" : "ben", "room")
                                : "a heading " + number))
                .toArray(TaggedEventMessage<?>[]::new);
    }

    /** Without content, so that the same events make the same rows in any log. */
    static TaggedEventMessage<?>[] plain(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> message(number, "a heading " + number))
                .toArray(TaggedEventMessage<?>[]::new);
    }

    private static TaggedEventMessage<?> message(int number, Object payload) {
        String type = number % 5 == 4 ? "test.Heard" : "test.Said";
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(
                        "event-" + number,
                        new MessageType(type, "1"),
                        payload,
                        Map.of("by", "a test"),
                        TIME.plusMillis(number)),
                Set.of(Tag.of("room", "room " + number % 7), Tag.of("number", "n=" + number)));
    }
}
