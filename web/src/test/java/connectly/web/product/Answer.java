package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * What the product answered to one request.
 *
 * @param status the HTTP status code
 * @param headers the headers of the answer
 * @param text its body
 */
record Answer(int status, HttpHeaders headers, String text) {

    JsonNode json() {
        return Json.parse(text);
    }

    /** The text of a field at the top of the answer. */
    String field(String name) {
        JsonNode value = json().path(name);
        assertThat(value.isString()).as("%s is a string in %s", name, text).isTrue();
        return value.asString();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    Answer expect(int expected) {
        assertThat(status).as("status of the answer: %s", text).isEqualTo(expected);
        return this;
    }

    Answer expectProblem(int expected, String code) {
        expect(expected);
        assertThat(field("code")).as("code of the answer: %s", text).isEqualTo(code);
        return this;
    }

    /** A 400 whose list of errors names {@code field}. */
    Answer expectInvalid(String field) {
        expectProblem(400, "validation-failed");
        assertThat(json().path("errors"))
                .as("fields named by %s", text)
                .anySatisfy(error -> assertThat(error.path("field").asString()).isEqualTo(field))
                .allSatisfy(error -> {
                    assertThat(error.path("code").asString()).matches("[a-z]+(-[a-z]+)*");
                    assertThat(error.path("detail").asString()).isNotBlank();
                });
        return this;
    }
}
