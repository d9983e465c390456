package connectly.handlers;

/** What can be a name that people read in one line. */
public final class Line {
    private Line() {}

    /**
     * Whether the text is one visible line of whole Unicode text.
     *
     * @param longest the most code points
     */
    public static boolean isOne(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                && text.codePoints().noneMatch(Line::breaksLine)
                && text.codePoints().anyMatch(Line::isVisible);
    }

    /** Whether there is something to see of a character. */
    public static boolean isVisible(int point) {
        return !Character.isWhitespace(point)
                && !Character.isSpaceChar(point)
                && !Character.isISOControl(point)
                && Character.getType(point) != Character.FORMAT;
    }

    /** Also what turns text around, with which a name could pose as another (UAX #9), and broken surrogates. */
    private static boolean breaksLine(int point) {
        boolean turnsText = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        return turnsText
                || switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
    }
}
