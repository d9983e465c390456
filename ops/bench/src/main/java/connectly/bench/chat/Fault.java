package connectly.bench.chat;

import java.io.Serial;

/** The product broke a promise, or did not keep up at all. One sentence says which. */
final class Fault extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    Fault(String sentence) {
        super(sentence);
    }
}
