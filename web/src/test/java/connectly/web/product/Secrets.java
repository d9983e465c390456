package connectly.web.product;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Texts that the product was given or gave out and must never write to its logs. */
final class Secrets {
    private static final int SHORTEST_UNMISTAKABLE = 12;

    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    /** Remembers {@code text}, which has to be long enough not to occur in a log by chance. */
    void add(String text) {
        if (text.length() < SHORTEST_UNMISTAKABLE) {
            throw new IllegalArgumentException("too short to be recognised in a log");
        }
        texts.add(text);
    }

    void assertNoneIn(String log) {
        for (String text : texts) {
            int at = log.indexOf(text);
            if (at >= 0) {
                int lineStart = log.lastIndexOf('\n', at) + 1;
                int lineEnd = log.indexOf('\n', at);
                throw new AssertionError(
                        "the log holds a secret: " + log.substring(lineStart, lineEnd < 0 ? log.length() : lineEnd));
            }
        }
    }
}
