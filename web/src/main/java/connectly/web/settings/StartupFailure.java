package connectly.web.settings;

/**
 * The process cannot start, and the operator can mend it. The message is one sentence for the operator; it is printed
 * alone, without a stack trace, and never holds a secret.
 */
public final class StartupFailure extends RuntimeException {
    public StartupFailure(String sentence) {
        super(sentence);
    }

    public StartupFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
