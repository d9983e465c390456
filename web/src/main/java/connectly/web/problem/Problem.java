package connectly.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import connectly.web.correlation.Correlation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem as clients see it, over HTTP and in a socket's {@code reject} frame. Details are written for
 * people and never carry exception text.
 *
 * @param type a URN that says the same as {@code code}
 * @param status the HTTP status
 * @param errors what is wrong field by field; absent from the JSON where empty
 * @param retryAfterSeconds when a retry may succeed, null where a retry is no cure
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        ProblemCode code,
        String correlationId,
        List<FieldProblem> errors,
        @Nullable Long retryAfterSeconds) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Builder of(ProblemCode code) {
        return new Builder(code);
    }

    /** Collects the parts; the correlation id is the current one unless given. */
    public static final class Builder {
        private final ProblemCode code;
        private final List<FieldProblem> errors = new ArrayList<>();
        private String detail;
        private @Nullable Long retryAfterSeconds;

        private Builder(ProblemCode code) {
            this.code = code;
            this.detail = code.title() + ".";
        }

        public Builder detail(String sentence) {
            this.detail = sentence;
            return this;
        }

        public Builder field(String field, String fieldCode, String sentence) {
            return field(new FieldProblem(field, fieldCode, sentence));
        }

        public Builder field(FieldProblem problem) {
            errors.add(problem);
            return this;
        }

        /** Rounded up to whole seconds, at least one. */
        public Builder retryAfter(Duration wait) {
            this.retryAfterSeconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
            return this;
        }

        public Problem build() {
            return new Problem(
                    "urn:connectly:problem:" + code.wireName(),
                    code.title(),
                    code.status(),
                    detail,
                    code,
                    Correlation.current(),
                    errors,
                    retryAfterSeconds);
        }

        public ProblemException toException() {
            return new ProblemException(build());
        }
    }
}
