package connectly.handlers;

import org.jspecify.annotations.Nullable;

/** What can be the text of a message. */
public final class BodyPolicy {
    /** The longest body, in code points. */
    public static final int LONGEST_BODY = 4_000;

    private BodyPolicy() {}

    /** The reason why {@code body} cannot be sent; null when it can. */
    public static @Nullable Reason violated(String body) {
        if (body.codePointCount(0, body.length()) > LONGEST_BODY) {
            return Reason.BODY_TOO_LARGE;
        }
        // A lone surrogate has no UTF-8 form, so the text could not come back as it was; NUL ends a text in some
        // stores.
        if (body.codePoints().anyMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE)) {
            return Reason.BODY_NOT_TEXT;
        }
        return body.codePoints().anyMatch(Line::isVisible) ? null : Reason.BODY_BLANK;
    }
}
