package connectly.web.json;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as the contract writes them: all 36 characters, where {@link UUID#fromString} would fill up shorter groups. */
public final class UuidText {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private UuidText() {}

    /** The id, in capitals or not; empty for any other text. */
    public static Optional<UUID> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
