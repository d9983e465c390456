package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What holds for every refusal, whoever asked for what: its shape, and that it tells nothing of our insides. */
final class ProblemRules {
    private static final Pattern INSIDES = Pattern.compile("(?i)\\bat [\\w.$]+\\([\\w]+\\.java|exception|stack ?trace"
            + "|\\b(org|com|java|javax|jakarta|tools|connectly)\\.[a-z]+\\.|\\$\\$|\\w+\\.java"
            + "|\\bselect\\b.+\\bfrom\\b|\\binsert into\\b|\\bupdate\\b.+\\bset\\b|sqlite|jooq|axon|spring|jetty");

    private ProblemRules() {}

    /** Checks an answer that is not a 2xx. */
    static void check(Answer answer) {
        assertThat(answer.header("Content-Type"))
                .as("content type of %d %s", answer.status(), answer.text())
                .startsWith("application/problem+json");
        JsonNode problem = answer.json();
        checkProblem(problem);
        assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
        assertThat(answer.header("X-Correlation-Id"))
                .as("the header and the body name one correlation id")
                .isEqualTo(problem.path("correlationId").asString());
        assertTellsNothing(answer.text());
        answer.headers().map().values().forEach(values -> values.forEach(ProblemRules::assertTellsNothing));
    }

    /** Checks a problem wherever it came from, an HTTP answer or a frame of the socket. */
    static void checkProblem(JsonNode problem) {
        for (String name : new String[] {"type", "title", "detail", "code", "correlationId"}) {
            assertThat(problem.path(name).asString())
                    .as("%s of %s", name, problem)
                    .isNotBlank();
        }
        assertThat(problem.path("status").isInt()).as("status of %s", problem).isTrue();
        assertThat(problem.path("status").asInt()).isBetween(400, 599);
        assertThat(problem.path("code").asString()).matches("[a-z]+(-[a-z]+)*");
        assertTellsNothing(problem.toString());
    }

    private static void assertTellsNothing(String text) {
        assertThat(INSIDES.matcher(text).find())
                .as("tells of our insides: %s", text)
                .isFalse();
    }
}
