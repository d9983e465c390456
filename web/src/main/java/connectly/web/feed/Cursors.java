package connectly.web.feed;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Positions of the log as clients hold them: opaque, valid for ever within the log's epoch. */
public final class Cursors {
    private static final char SEPARATOR = '.';

    private final String epoch;
    private final LongSupplier head;

    /** @param head the log's last position, beyond which there is no cursor */
    public Cursors(String epoch, LongSupplier head) {
        this.epoch = epoch;
        this.head = head;
    }

    /** The epoch of the log that these cursors belong to. */
    public String epoch() {
        return epoch;
    }

    /** The cursor after which everything later than {@code position} follows. */
    public String at(long position) {
        return epoch + SEPARATOR + position;
    }

    /** Whether the text has the form of a cursor, of whatever epoch. */
    public boolean isCursor(String text) {
        int separator = text.lastIndexOf(SEPARATOR);
        return separator > 0 && position(text, separator).isPresent();
    }

    /** The position of a cursor of this epoch; empty for one of another. */
    public OptionalLong position(String cursor) {
        int separator = cursor.lastIndexOf(SEPARATOR);
        return separator == epoch.length() && cursor.startsWith(epoch)
                ? position(cursor, separator)
                : OptionalLong.empty();
    }

    /**
     * The position of a cursor that this log has given: empty for one of another epoch, and for one beyond the log's end,
     * which can only come from a log that has lost its end since.
     */
    public OptionalLong given(String cursor) {
        OptionalLong position = position(cursor);
        return position.isPresent() && position.getAsLong() <= head.getAsLong() ? position : OptionalLong.empty();
    }

    private static OptionalLong position(String cursor, int separator) {
        String digits = cursor.substring(separator + 1);
        boolean number = !digits.isEmpty()
                && digits.length() <= 18
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return number ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
