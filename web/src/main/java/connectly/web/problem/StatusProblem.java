package connectly.web.problem;

/** The problem that says no more than a status does, for failures of which only the status is known. */
final class StatusProblem {
    private StatusProblem() {}

    static Problem of(int status) {
        return Problem.of(code(status)).build();
    }

    private static ProblemCode code(int status) {
        return switch (status) {
            case 401 -> ProblemCode.UNAUTHENTICATED;
            case 403 -> ProblemCode.FORBIDDEN;
            case 404 -> ProblemCode.NOT_FOUND;
            case 405, 501 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 409 -> ProblemCode.CONFLICT;
            case 413 -> ProblemCode.MESSAGE_TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> ProblemCode.RATE_LIMITED;
            case 503 -> ProblemCode.UNAVAILABLE;
            // A version of HTTP that is not spoken here is the client's choice, whatever its number says.
            case 505 -> ProblemCode.VALIDATION_FAILED;
            default -> status >= 400 && status < 500 ? ProblemCode.VALIDATION_FAILED : ProblemCode.INTERNAL;
        };
    }
}
