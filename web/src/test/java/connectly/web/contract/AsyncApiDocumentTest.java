package connectly.web.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import connectly.web.contract.AsyncApi.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AsyncApiDocumentTest {
    private static final AsyncApi DOCUMENT = AsyncApi.ofProduct();
    private static final JsonNode ROOT = DOCUMENT.root();
    private static final JsonNode SCHEMAS = ROOT.at("/components/schemas");
    private static final JsonNode OF_OPEN_API = read("contract/openapi.json").at("/components/schemas");

    static Set<String> schemaNames() {
        return new TreeSet<>(SCHEMAS.propertyNames());
    }

    static Set<String> messageNames() {
        return new TreeSet<>(ROOT.at("/channels/socket/messages").propertyNames());
    }

    @Test
    void itIsADocumentOfAsyncApi() {
        Schema form =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(read("asyncapi/3.0.0.json"));
        ObjectNode without = (ObjectNode) ROOT.deepCopy();
        without.remove("info");

        assertThat(form.validate(ROOT)).isEmpty();
        assertThat(form.validate(without))
                .as("the premise: the form asks for something")
                .isNotEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
        Set<String> used = new TreeSet<>(ROOT.findValuesAsString("$ref"));

        assertThat(used)
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(ROOT.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
        assertThat(schemaNames()).allSatisfy(name -> assertThat(used).contains("#/components/schemas/" + name));
    }

    @Test
    void whatBothDocumentsHaveIsTheSameInBoth() {
        Set<String> shared = new TreeSet<>(schemaNames());
        shared.retainAll(OF_OPEN_API.propertyNames());

        assertThat(shared).contains("Message", "Problem", "ProblemCode", "Cursor", "CreatedConversation");
        assertThat(shared)
                .allSatisfy(name -> assertThat(SCHEMAS.path(name)).as(name).isEqualTo(OF_OPEN_API.path(name)));
    }

    @Test
    void theAcknowledgementOfAMessageHasAllThatTheAnswerOverHttpHas() {
        ObjectNode properties = (ObjectNode) SCHEMAS.at("/SentFrame/properties").deepCopy();
        properties.remove(List.of("type", "id"));

        assertThat(properties).isEqualTo(OF_OPEN_API.at("/SentMessage/properties"));
    }

    @ParameterizedTest
    @MethodSource("schemaNames")
    void everySchemaIsASchemaWithADescription(String name) {
        JsonNode schema = SCHEMAS.path(name);

        assertThat(DOCUMENT.schemas().complaintsAboutSchema(schema)).isEmpty();
        assertThat(schema.path("description").asString("")).isNotBlank();
    }

    /** The schemas of AsyncAPI are of an older draft than those of OpenAPI, which leaves alone what stands beside one. */
    @Test
    void besideAReferenceStandsNothingThatHolds() {
        assertThat(SCHEMAS.findParents("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(reference.propertyNames()).isSubsetOf(List.of("$ref", "description")));
    }

    @Test
    void everyMessageIsOfOneSide() {
        assertThat(Stream.of(Side.values()).flatMap(side -> DOCUMENT.messages(side).stream()))
                .containsExactlyInAnyOrderElementsOf(messageNames());
    }

    @ParameterizedTest
    @MethodSource("messageNames")
    void everyMessageHasAnExampleThatIsThatMessage(String name) {
        Side side = DOCUMENT.messages(Side.CLIENT).contains(name) ? Side.CLIENT : Side.SERVER;

        assertThat(DOCUMENT.message(name).path("summary").asString("")).isNotBlank();
        assertThat(DOCUMENT.nameOf(side, DOCUMENT.example(name))).isEqualTo(name);
    }

    @Test
    void aBatchHasAnyFrameOfTheServerButAnother() {
        Set<String> inside =
                new TreeSet<>(SCHEMAS.at("/BatchFrame/properties/frames").findValuesAsString("$ref"));

        assertThat(DOCUMENT.messages(Side.SERVER).stream()
                        .filter(name -> !name.equals("batch"))
                        .map(name -> DOCUMENT.message(name).at("/payload/$ref").asString()))
                .containsExactlyInAnyOrderElementsOf(inside);
    }

    /** Would fail if the schemas let everything pass. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CLIENT | {'type': 'shout'}",
                "CLIENT | {'type': 'ping', 'undocumented': 1}",
                "CLIENT | {'type': 'typing', 'conversationId': 'x', 'on': true}",
                "CLIENT | {'type': 'activity', 'state': 'offline'}",
                "CLIENT | {'type': 'pong'}",
                "SERVER | {'type': 'ping'}",
                "SERVER | {'type': 'resync', 'reason': 'unheard-of'}",
                "SERVER | {'type': 'update', 'kind': 'message.sent', 'cursor': 'a.1', 'data': {}}",
                "SERVER | {'type': 'batch', 'frames': [{'type': 'pong'}, {'type': 'ping'}]}"
            })
    void whatIsNotDocumentedIsFound(Side side, String frame) {
        assertThatThrownBy(() -> DOCUMENT.nameOf(side, frame.replace('\'', '"')))
                .isInstanceOf(AssertionError.class);
    }

    private static JsonNode read(String resource) {
        try {
            return JsonMapper.shared().readTree(new ClassPathResource(resource).getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
