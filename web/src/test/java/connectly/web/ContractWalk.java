package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.OpenApi.Operation;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Holds every answer of a walk through the calls to what the contract says of that call and status. */
final class ContractWalk {
    private final OpenApi document = OpenApi.ofProduct();
    private final ContractSchemas schemas = new ContractSchemas(document.root);
    private final Set<String> successes = new TreeSet<>();

    /** Checks the answer; its status must be the one expected, or the walk is not where it believes to be. */
    EdgeClient.Answer expect(int status, EdgeClient.Answer answer) {
        HttpRequest request = answer.response().request();
        Operation operation = document.operation(request.method(), request.uri().getPath());
        String what = operation.name() + " " + answer.status();

        assertThat(answer.status()).as(what + answer.response().body()).isEqualTo(status);
        assertThat(operation.statuses()).as(what).contains(String.valueOf(status));
        conforms(what, document.response(operation, String.valueOf(status)), answer);
        if (status < 300) {
            successes.add(operation.name() + " " + status);
        }
        return answer;
    }

    private void conforms(String what, JsonNode response, EdgeClient.Answer answer) {
        response.path("headers").properties().stream()
                .filter(header ->
                        document.followed(header.getValue()).path("required").asBoolean(false))
                .forEach(header ->
                        assertThat(answer.header(header.getKey())).as(what).isPresent());
        if (response.has("content")) {
            String mediaType = answer.header("Content-Type").orElse("").replaceFirst(";.*", "");
            assertThat(response.path("content").has(mediaType))
                    .as(what + " " + mediaType)
                    .isTrue();
            JsonNode schema = response.path("content").path(mediaType).path("schema");
            JsonNode body = mediaType.endsWith("json")
                    ? answer.json()
                    : StringNode.valueOf(answer.response().body());
            assertThat(schemas.complaints(schema, body))
                    .as(what + answer.response().body())
                    .isEmpty();
        } else {
            assertThat(answer.response().body()).as(what).isEmpty();
        }
    }

    /** The example of a request's body in the document: what it shows must work. */
    String example(String method, String path, String name) {
        JsonNode value = document.operation(method, path)
                .node()
                .at("/requestBody/content/application~1json/examples/" + name + "/value");
        assertThat(value.isObject()).as(name).isTrue();
        return value.toString();
    }

    /** Every call and success that the walk has had, as {@code GET /path/{template} 200}. */
    Set<String> successes() {
        return Set.copyOf(successes);
    }

    /** Every call and success that the document promises, in the same form. */
    Set<String> promised() {
        Set<String> promised = new TreeSet<>();
        document.operations()
                .forEach(operation -> operation.statuses().stream()
                        .filter(status -> status.startsWith("2"))
                        .forEach(status -> promised.add(operation.name() + " " + status)));
        return promised;
    }
}
