package connectly.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * The id that a client gives its message, unique for ever per sender; what makes a repeated send harmless.
 *
 * @param value written in JSON as a lower-case UUID
 */
public record ClientMessageId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ClientMessageId {}

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when {@code text} is not a UUID of 36 characters
     */
    public static ClientMessageId parse(String text) {
        return new ClientMessageId(Uuids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
