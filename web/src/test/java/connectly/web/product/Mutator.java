package connectly.web.product;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes frames that are nearly right: a few chance changes to ones that are. */
final class Mutator {
    private static final int MOST_CHANGES = 4;

    /** What parsers of JSON and checks of fields trip over. */
    private static final List<String> STUMBLES = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "-",
            "1e999",
            "0x1F",
            "9".repeat(70),
            "\\u0000",
            "\\ud800",
            "\\udfff",
            "\u0000",
            "\u001f",
            "\uFEFF",
            "\u202E",
            "\uD83D\uDC4B",
            "[".repeat(40),
            "\"type\":",
            "\"send\"",
            "\"ping\"",
            "\"resume\"",
            "\"id\":",
            "../",
            "'",
            "x".repeat(5_000));

    private final SplittableRandom chance;
    private final String conversation;

    Mutator(SplittableRandom chance, String conversation) {
        this.chance = chance;
        this.conversation = conversation;
    }

    /** Text of a frame; only a {@code send} may change anything, for edits and deletions find nothing. */
    String text() {
        StringBuilder text = new StringBuilder(right());
        int changes = chance.nextInt(MOST_CHANGES + 1);
        for (int i = 0; i < changes; i++) {
            change(text);
        }
        return text.toString();
    }

    /** The bytes of a frame that can change nothing, with some of its bits flipped, or without its end. */
    byte[] bytes() {
        RawFrame frame = RawFrame.text(Json.write(SocketClient.message("1", anId(), anId(), "text")));
        byte[] bytes = (chance.nextBoolean() ? frame : frame.unfinished()).masked();
        int flips = 1 + chance.nextInt(MOST_CHANGES);
        for (int i = 0; i < flips; i++) {
            // Most of them in the header, which has the most to get wrong.
            int at = chance.nextInt(chance.nextBoolean() ? 8 : bytes.length);
            bytes[at] ^= (byte) (1 << chance.nextInt(8));
        }
        return chance.nextInt(4) == 0 ? Arrays.copyOf(bytes, chance.nextInt(bytes.length)) : bytes;
    }

    private String right() {
        return switch (chance.nextInt(6)) {
            case 0, 1 -> Json.write(SocketClient.message("7", conversation, anId(), "text " + chance.nextInt()));
            case 2 -> """
                {"type":"edit","id":"8","conversationId":"%s","messageId":"%s","body":"text"}""".formatted(conversation, anId());
            case 3 -> """
                {"type":"delete","id":"9","conversationId":"%s","messageId":"%s"}""".formatted(conversation, anId());
            case 4 -> """
                {"type":"resume","cursor":"%s.%d"}""".formatted(anId(), chance.nextInt());
            default -> "{\"type\":\"ping\"}";
        };
    }

    private String anId() {
        return new UUID(chance.nextLong(), chance.nextLong()).toString();
    }

    private void change(StringBuilder text) {
        int from = chance.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + chance.nextInt(1, 9));
        switch (chance.nextInt(4)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, text.substring(from, to));
            case 2 -> text.replace(from, to, STUMBLES.get(chance.nextInt(STUMBLES.size())));
            default -> text.insert(from, STUMBLES.get(chance.nextInt(STUMBLES.size())));
        }
    }
}
