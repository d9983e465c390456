package connectly.ops;

/** A command could not do what it was asked; the message is one sentence for the operator. */
public final class OperatorException extends RuntimeException {
    OperatorException(String sentence) {
        super(sentence);
    }
}
