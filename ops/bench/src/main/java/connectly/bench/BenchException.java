package connectly.bench;

import java.io.Serial;

/** Nothing could be measured, for a reason that one sentence tells. */
public final class BenchException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BenchException(String sentence) {
        super(sentence);
    }

    public BenchException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
