package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.OpenApi.Operation;
import connectly.web.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiDocumentTest {
    private static final OpenApi DOCUMENT = OpenApi.ofProduct();
    private static final ContractSchemas SCHEMAS = new ContractSchemas(DOCUMENT.root);
    private static final Pattern PATH_VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final String PROBLEM = "application/problem+json";

    static List<Operation> operations() {
        return DOCUMENT.operations();
    }

    static Set<String> schemaNames() {
        return new TreeSet<>(DOCUMENT.root.at("/components/schemas").propertyNames());
    }

    @Test
    void itSaysWhatItIs() {
        assertThat(DOCUMENT.root.path("openapi").asString()).startsWith("3.1.");
        assertThat(DOCUMENT.root.at("/info/version").asString()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(DOCUMENT.root.at("/info/license/identifier").asString()).isEqualTo("Apache-2.0");
        assertThat(DOCUMENT.root.at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(DOCUMENT.operations()).isNotEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
        Set<String> used = new HashSet<>();
        OpenApi.walk(DOCUMENT.root, (name, value) -> {
            if (name.equals("$ref")) {
                used.add(value.asString());
            }
        });

        assertThat(used)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(DOCUMENT.at(reference).isMissingNode())
                        .as(reference)
                        .isFalse());
        for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
            assertThat(DOCUMENT.root.at("/components/" + kind).propertyNames())
                    .allSatisfy(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
        }
    }

    @Test
    void theCodesOfProblemsAreThoseOfTheProduct() {
        assertThat(DOCUMENT.root
                        .at("/components/schemas/ProblemCode/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::wireName)
                        .toList());
    }

    @Test
    void everyCallHasANameOfItsOwn() {
        assertThat(DOCUMENT.operations().stream()
                        .map(operation -> operation.node().path("operationId").asString("")))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][A-Za-z]+"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyCallIsDescribed(Operation operation) {
        Set<String> tags = new HashSet<>();
        DOCUMENT.root.path("tags").forEach(tag -> tags.add(tag.path("name").asString()));

        assertThat(operation.node().path("summary").asString("")).isNotBlank();
        assertThat(operation.node().path("tags").valueStream().map(JsonNode::asString))
                .isNotEmpty()
                .isSubsetOf(tags);
        assertThat(operation.node().path("security").isArray())
                .as("says who may call it")
                .isTrue();
        operation
                .node()
                .path("security")
                .forEach(way -> assertThat(
                                DOCUMENT.root.at("/components/securitySchemes").propertyNames())
                        .containsAll(way.propertyNames()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyVariableOfAPathIsDeclaredAndNoOther(Operation operation) {
        List<String> variables = PATH_VARIABLE
                .matcher(operation.path())
                .results()
                .map(match -> match.group(1))
                .toList();

        List<String> declared = DOCUMENT.parameters(operation).stream()
                .filter(parameter -> parameter.path("in").asString().equals("path"))
                .filter(parameter -> parameter.path("required").asBoolean(false))
                .map(parameter -> parameter.path("name").asString())
                .toList();

        assertThat(declared).containsExactlyInAnyOrderElementsOf(variables);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyCallHasItsSuccessesAndItsProblems(Operation operation) {
        boolean api = operation.path().startsWith("/api/");
        boolean changes = !operation.method().equals("GET");

        assertThat(operation.statuses())
                .anyMatch(status -> status.startsWith("2"))
                .contains("500");
        if (api) {
            assertThat(operation.statuses()).contains("401", "429");
        }
        if (api && changes) {
            assertThat(operation.statuses()).contains("403");
        }
        if (operation.hasBody()) {
            assertThat(operation.statuses()).contains("400", "413", "415");
        }
        if (operation.path().contains("{")) {
            assertThat(operation.statuses()).contains("400", "404");
        }
    }

    /** The readiness probe's 503 is for probes, which read its checks; every other failure is a problem. */
    @ParameterizedTest
    @MethodSource("operations")
    void everyFailureIsAProblemWithTheCodesOfItsStatus(Operation operation) {
        Set<String> probes = Set.of("GET /ready 503");

        operation.statuses().stream()
                .filter(status -> !status.startsWith("2"))
                .filter(status -> !probes.contains(operation.name() + " " + status))
                .forEach(status -> {
                    JsonNode schema =
                            DOCUMENT.response(operation, status).at("/content/application~1problem+json/schema");
                    assertThat(schema.path("$ref").asString("")).as(status).endsWith("/Problem");
                    assertThat(schema.at("/properties/status/const").asInt(0)).isEqualTo(Integer.parseInt(status));
                    assertThat(schema.at("/properties/code/enum").valueStream().map(JsonNode::asString))
                            .isNotEmpty()
                            .isSubsetOf(codesOf(status));
                });
    }

    private static List<String> codesOf(String status) {
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.status() == Integer.parseInt(status))
                .map(ProblemCode::wireName)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyAnswerHasItsHeaders(Operation operation) {
        operation.statuses().forEach(status -> {
            JsonNode headers = DOCUMENT.response(operation, status).path("headers");
            assertThat(headers.has("X-Correlation-Id")).as(status).isTrue();
            assertThat(headers.has("Retry-After"))
                    .as(status)
                    .isEqualTo(Set.of("429", "503").contains(status)
                            && DOCUMENT.response(operation, status)
                                    .path("content")
                                    .has(PROBLEM));
        });
    }

    @ParameterizedTest
    @MethodSource("schemaNames")
    void everySchemaIsASchemaWithADescription(String name) {
        JsonNode schema = DOCUMENT.root.at("/components/schemas").path(name);

        assertThat(SCHEMAS.complaintsAboutSchema(schema)).isEmpty();
        assertThat(schema.path("description").asString("")).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyRequestAndAnswerHasExamplesThatConform(Operation operation) {
        List<JsonNode> contents = new ArrayList<>();
        if (operation.hasBody()) {
            assertThat(operation.node().at("/requestBody/content").propertyNames())
                    .contains("application/json");
            contents.add(operation.node().at("/requestBody/content"));
        }
        operation.statuses().forEach(status -> {
            JsonNode response = DOCUMENT.response(operation, status);
            assertThat(response.has("content")).as(status).isEqualTo(!status.equals("204"));
            contents.add(response.path("content"));
        });

        contents.stream().flatMap(JsonNode::valueStream).forEach(media -> {
            assertThat(media.path("examples").properties()).as(media.toString()).isNotEmpty();
            media.path("examples").properties().forEach(example -> conforms(example, media.path("schema")));
        });
    }

    @Test
    void theExamplesOfParametersAndHeadersConform() {
        Stream<JsonNode> parameters = operations().stream().flatMap(call -> DOCUMENT.parameters(call).stream());
        Stream<JsonNode> headers = DOCUMENT.root.at("/components/headers").valueStream();

        assertThat(Stream.concat(parameters, headers)).isNotEmpty().allSatisfy(described -> {
            assertThat(described.has("example")).as(described.toString()).isTrue();
            conforms(Map.entry(described.toString(), described), described.path("schema"));
        });
    }

    /** Would fail if the validator let everything pass. */
    @Test
    void whatDoesNotConformIsFound() {
        JsonNode problem = DOCUMENT.root.at("/components/responses/NotAcceptable/content/application~1problem+json");
        JsonNode good = problem.at("/examples/notAcceptable/value");

        assertThat(SCHEMAS.complaints(problem.path("schema"), good)).isEmpty();
        for (String wrong : List.of(
                "{\"code\": \"forbidden\"}",
                "{\"code\": \"unheard-of\"}",
                "{\"status\": 400}",
                "{\"correlationId\": \"a b\"}",
                "{\"retryAfterSeconds\": 0}",
                "{\"undocumented\": 1}",
                "{\"errors\": [{\"field\": \"a\"}]}")) {
            JsonNode spoilt = good.deepCopy();
            JsonNode merged = JsonMapper.shared().readerForUpdating(spoilt).readValue(wrong);
            assertThat(SCHEMAS.complaints(problem.path("schema"), merged))
                    .as(wrong)
                    .isNotEmpty();
        }
    }

    private static void conforms(Map.Entry<String, JsonNode> example, JsonNode schema) {
        JsonNode value = example.getValue();
        assertThat(SCHEMAS.complaints(schema, value.has("value") ? value.path("value") : value.path("example")))
                .as(example.getKey())
                .isEmpty();
    }
}
