package connectly.web.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The stable codes of our problems; clients branch on them, so none is ever renamed. */
public enum ProblemCode {
    VALIDATION_FAILED(400, "The request is not valid"),
    UNAUTHENTICATED(401, "Log in first"),
    FORBIDDEN(403, "Not allowed"),
    MUTED(403, "Muted in this conversation"),
    CAPTCHA_FAILED(403, "The CAPTCHA was not solved"),
    CSRF_FAILED(403, "The CSRF token is missing or wrong"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "No acceptable form of the answer"),
    CONFLICT(409, "Conflicts with what is there"),
    DUPLICATE_WITH_OTHER_CONTENT(409, "Already sent with other content"),
    MESSAGE_TOO_LARGE(413, "Too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    RATE_LIMITED(429, "Too many requests"),
    COOLDOWN(429, "Cooling down"),
    INTERNAL(500, "Something went wrong here"),
    UNAVAILABLE(503, "Not available just now");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status this code goes with. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Kebab-case, as on the wire. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
