package connectly.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Names a conversation, for ever.
 *
 * @param value written in JSON as a lower-case UUID
 */
public record ConversationId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ConversationId {}

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when {@code text} is not a UUID of 36 characters
     */
    public static ConversationId parse(String text) {
        return new ConversationId(Uuids.parse(text));
    }

    /** Makes a new one: a UUID of version 7, so that ids made later sort later. */
    public static ConversationId next() {
        return new ConversationId(Uuids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
