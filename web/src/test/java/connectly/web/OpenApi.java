package connectly.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract's document, with references followed. */
final class OpenApi {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    final JsonNode root;

    private OpenApi(JsonNode root) {
        this.root = root;
    }

    static OpenApi ofProduct() {
        try {
            return new OpenApi(JsonMapper.shared()
                    .readTree(new ClassPathResource("contract/openapi.json").getContentAsByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A call of the document. Its name reads {@code GET /path/{template}}. */
    record Operation(String method, String path, JsonNode pathItem, JsonNode node) {
        String name() {
            return method + " " + path;
        }

        boolean hasBody() {
            return node.has("requestBody");
        }

        Set<String> statuses() {
            return new TreeSet<>(node.path("responses").propertyNames());
        }

        /**
         * Whether a request's address, without its query, has the form of this template. A variable has no slashes, but for
         * the one called path, which is the rest.
         */
        boolean isAt(String address) {
            return address.matches(path.replace("{path}", ".+").replaceAll("\\{[^}]+}", "[^/]+"));
        }

        @Override
        public String toString() {
            return name();
        }
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> operations.add(new Operation(
                                member.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue(),
                                member.getValue()))));
        return operations;
    }

    /** The call that a request makes; one without variables in its path goes before one with. */
    Operation operation(String method, String address) {
        return operations().stream()
                .filter(operation -> operation.method().equals(method) && operation.isAt(address))
                .min((one, other) ->
                        Boolean.compare(one.path().endsWith("}"), other.path().endsWith("}")))
                .orElseThrow(() -> new AssertionError("no such call in the document: " + method + " " + address));
    }

    /** The parameters of a call, those of its path among them. */
    List<JsonNode> parameters(Operation operation) {
        return Stream.of(operation.pathItem(), operation.node())
                .flatMap(owner -> owner.path("parameters").valueStream())
                .map(this::followed)
                .toList();
    }

    /** The answer of a call for a status; missing if the document has none. */
    JsonNode response(Operation operation, String status) {
        return followed(operation.node().path("responses").path(status));
    }

    /** What a reference leads to; the node itself if it is none. Not for schemas, whose references have siblings. */
    JsonNode followed(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isString() ? at(reference.asString()) : node;
    }

    /** What is at the place that a reference names; missing if nothing is. */
    JsonNode at(String reference) {
        return reference.startsWith("#/")
                ? root.at(reference.substring(1))
                : root.path("nothing outside of the document");
    }

    /** Visits every member of every object below {@code node}, with its name. */
    static void walk(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        node.properties().forEach(member -> {
            visitor.accept(member.getKey(), member.getValue());
            walk(member.getValue(), visitor);
        });
        if (node.isArray()) {
            node.forEach(element -> walk(element, visitor));
        }
    }
}
