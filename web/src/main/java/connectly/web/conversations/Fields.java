package connectly.web.conversations;

import connectly.web.json.UuidText;
import connectly.web.problem.FieldProblem;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a form and collects what is wrong with them, so that a client hears of everything at once. */
public final class Fields {
    private static final UUID NONE = new UUID(0, 0);

    private final List<FieldProblem> problems = new ArrayList<>();

    public String required(String field, @Nullable String value) {
        if (value == null) {
            problems.add(new FieldProblem(field, "required", "This field is required."));
            return "";
        }
        return value;
    }

    public UUID requiredId(String field, @Nullable String value) {
        if (value == null) {
            required(field, null);
            return NONE;
        }
        return UuidText.parse(value).orElseGet(() -> {
            wrong(field, "malformed", "This is not a UUID.");
            return NONE;
        });
    }

    public void wrong(String field, String code, String sentence) {
        problems.add(new FieldProblem(field, code, sentence));
    }

    /**
     * Ends the reading of a form.
     *
     * @throws connectly.web.problem.ProblemException when anything was wrong
     */
    public void throwIfAny() {
        if (problems.isEmpty()) {
            return;
        }
        Problem.Builder problem = Problem.of(ProblemCode.VALIDATION_FAILED);
        problems.forEach(problem::field);
        throw problem.toException();
    }
}
