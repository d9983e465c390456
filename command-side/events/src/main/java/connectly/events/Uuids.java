package connectly.events;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.UUID;

/** The two ways in which ids come to be: made here, or read from a client's text. */
final class Uuids {
    private static final TimeBasedEpochRandomGenerator VERSION_7 = Generators.timeBasedEpochRandomGenerator();
    private static final int TEXT_LENGTH = 36;

    private Uuids() {}

    static UUID next() {
        return VERSION_7.generate();
    }

    /** Stricter than {@link UUID#fromString}, which takes shortened groups: two texts must not name one id. */
    static UUID parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("not a UUID");
        }
        return UUID.fromString(text);
    }
}
