package connectly.web;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds JSON to the schemas of the contract. Clients must bear fields they do not know, but we must document every
 * field we send: here the objects of the document have no further fields.
 */
public final class ContractSchemas {
    private static final SchemaLocation JSON_SCHEMA =
            SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId());

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();
    private final JsonNode definitions;

    /** @param document OpenAPI's or AsyncAPI's, which keep their schemas at the same place */
    public ContractSchemas(JsonNode document) {
        this.definitions = withDefinitions(document.at("/components/schemas"));
        definitions.forEach(schema -> {
            if (schema instanceof ObjectNode object && object.has("properties")) {
                object.put("additionalProperties", false);
            }
        });
    }

    /** What keeps {@code instance} from being an instance of {@code schema}, a schema anywhere in the document. */
    public List<String> complaints(JsonNode schema, JsonNode instance) {
        return check(compiled.computeIfAbsent(schema, this::compile), instance);
    }

    /** What keeps {@code schema} from being a JSON Schema. */
    public List<String> complaintsAboutSchema(JsonNode schema) {
        return check(registry.getSchema(JSON_SCHEMA), schema);
    }

    /** References are relative to the document's root, so the schema takes the others along. */
    private Schema compile(JsonNode schema) {
        ObjectNode root = (ObjectNode) withDefinitions(schema);
        return registry.getSchema(root.set("$defs", definitions));
    }

    /** A copy whose references lead to where JSON Schema, without OpenAPI around it, keeps schemas. */
    private static JsonNode withDefinitions(JsonNode schema) {
        return JsonMapper.shared().readTree(schema.toString().replace("#/components/schemas/", "#/$defs/"));
    }

    private static List<String> check(Schema schema, JsonNode instance) {
        return schema
                .validate(instance, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }
}
