package connectly.web.feed;

import java.util.OptionalLong;

/** Positions of the log as clients hold them: opaque, valid for ever within the log's epoch. */
public final class Cursors {
    private static final char SEPARATOR = '.';

    private final String epoch;

    public Cursors(String epoch) {
        this.epoch = epoch;
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

    private static OptionalLong position(String cursor, int separator) {
        String digits = cursor.substring(separator + 1);
        boolean number = !digits.isEmpty()
                && digits.length() <= 18
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return number ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
