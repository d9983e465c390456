package connectly.web.problem;

/**
 * What is wrong with one field.
 *
 * @param field its name as in the request's JSON, dotted where nested
 * @param code stable, kebab-case, such as {@code required}, {@code too-short}, {@code too-long}, {@code malformed}
 * @param detail a sentence for people
 */
public record FieldProblem(String field, String code, String detail) {}
