package connectly.handlers.revising;

import java.util.regex.Pattern;

/**
 * What is one emoji: the sequences of UTS #51, section 1.4.9. Selectors may be missing, as older keyboards leave them out.
 * A digit alone is none, though Unicode has it as a part. What Unicode keeps free for emojis to come counts as well: phones
 * have them before the JDK knows them.
 */
final class Emoji {
    /** In code points. The longest that are recommended have ten. */
    private static final int LONGEST = 16;

    private static final String SKIN = "\\p{IsEmoji_Modifier}";
    private static final String SELECTOR = "\\uFE0F";
    private static final String KEYCAP = "[0-9#*]" + SELECTOR + "?\\u20E3";
    private static final String FLAG = "[\\x{1F1E6}-\\x{1F1FF}]{2}";
    private static final String TAGS = "[\\x{E0020}-\\x{E007E}]+\\x{E007F}";
    private static final String PICTURE = "[[\\p{IsEmoji}\\p{IsExtended_Pictographic}]&&[^0-9#*\\x{1F1E6}-\\x{1F1FF}]]"
            + "(?:" + SKIN + "|" + SELECTOR + "|" + TAGS + ")?";
    private static final Pattern ONE =
            Pattern.compile(KEYCAP + "|" + FLAG + "|" + PICTURE + "(?:\\u200D" + PICTURE + ")*");

    private Emoji() {}

    static boolean isOne(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                && ONE.matcher(text).matches();
    }
}
