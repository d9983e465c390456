package connectly.web.problem;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what is wrong with a body or a frame that is not the JSON we asked for, without quoting it. */
public final class UnreadableBody {
    private UnreadableBody() {}

    /** What was wrong, found in the chain of causes of {@code unreadable}. */
    public static Problem problem(Throwable unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException) {
                return tooLarge();
            }
            if (cause instanceof StreamConstraintsException) {
                return plain("The JSON is nested too deeply or has too long a name or number.");
            }
            if (cause instanceof MismatchedInputException mismatch
                    && !path(mismatch).isEmpty()) {
                return field(path(mismatch), "wrong-type", "This field has a value of another type than expected.");
            }
        }
        return plain("The body is missing or is not the JSON expected here.");
    }

    static Problem tooLarge() {
        return Problem.of(ProblemCode.MESSAGE_TOO_LARGE)
                .detail("The request's body is too large.")
                .build();
    }

    static Problem field(String field, String code, String sentence) {
        return Problem.of(ProblemCode.VALIDATION_FAILED)
                .field(field, code, sentence)
                .build();
    }

    private static Problem plain(String sentence) {
        return Problem.of(ProblemCode.VALIDATION_FAILED).detail(sentence).build();
    }

    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(step -> step.getPropertyName() != null ? step.getPropertyName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining("."));
    }
}
