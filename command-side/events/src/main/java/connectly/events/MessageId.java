package connectly.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Names a message, for ever; made by the server.
 *
 * @param value written in JSON as a lower-case UUID
 */
public record MessageId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageId {}

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when {@code text} is not a UUID of 36 characters
     */
    public static MessageId parse(String text) {
        return new MessageId(Uuids.parse(text));
    }

    /** Makes a new one: a UUID of version 7, so that ids made later sort later. */
    public static MessageId next() {
        return new MessageId(Uuids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
