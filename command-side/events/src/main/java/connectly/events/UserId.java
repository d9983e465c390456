package connectly.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Names a person or a bot, for ever.
 *
 * @param value written in JSON as a lower-case UUID
 */
public record UserId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {}

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when {@code text} is not a UUID of 36 characters
     */
    public static UserId parse(String text) {
        return new UserId(Uuids.parse(text));
    }

    /** Makes a new one: a UUID of version 7, so that ids made later sort later. */
    public static UserId next() {
        return new UserId(Uuids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
