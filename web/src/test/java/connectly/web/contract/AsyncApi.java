package connectly.web.contract;

import connectly.web.ContractSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract's document of the socket. It says of every frame which of its messages that is. */
public final class AsyncApi {
    private static final AsyncApi OF_PRODUCT = new AsyncApi();

    private final JsonNode root;
    private final ContractSchemas schemas;
    private final Set<String> ofClient;
    private final Set<String> ofServer;

    /** Who sends. */
    public enum Side {
        CLIENT,
        SERVER
    }

    private AsyncApi() {
        try {
            root = JsonMapper.shared()
                    .readTree(new ClassPathResource("contract/asyncapi.json").getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schemas = new ContractSchemas(root);
        ofClient = messages("receive", "/messages");
        ofServer = messages("send", "/messages");
        ofServer.addAll(messages("receive", "/reply/messages"));
    }

    public static AsyncApi ofProduct() {
        return OF_PRODUCT;
    }

    JsonNode root() {
        return root;
    }

    ContractSchemas schemas() {
        return schemas;
    }

    /** What the server, which the document describes, receives or sends. */
    private Set<String> messages(String action, String where) {
        Set<String> names = new LinkedHashSet<>();
        root.path("operations")
                .valueStream()
                .filter(operation -> operation.path("action").asString().equals(action))
                .flatMap(operation -> operation.at(where).valueStream())
                .map(reference -> reference.path("$ref").asString())
                .forEach(reference -> names.add(reference.replace("#/channels/socket/messages/", "")));
        return names;
    }

    /** The names of all messages that a side sends. */
    public Set<String> messages(Side side) {
        return Set.copyOf(
                switch (side) {
                    case CLIENT -> ofClient;
                    case SERVER -> ofServer;
                });
    }

    public Set<String> closeCodes() {
        return new TreeSet<>(root.at("/channels/socket/x-close-codes").propertyNames());
    }

    JsonNode message(String name) {
        return root.at("/channels/socket/messages/" + name);
    }

    /** The example of a message: what it shows must work. */
    public JsonNode example(String name) {
        return message(name).at("/examples/0/payload");
    }

    /**
     * Which message the text is.
     *
     * @throws AssertionError when it is none that this side sends, or has anything that is not documented
     */
    public String nameOf(Side side, String text) {
        return nameOf(side, JsonMapper.shared().readTree(text));
    }

    /** As {@link #nameOf(Side, String)}, of a frame that was read before. */
    public String nameOf(Side side, JsonNode frame) {
        String wire = frame.path(frame.has("kind") ? "kind" : "type").asString("");
        Map<String, List<String>> complaints = new TreeMap<>();
        messages(side).stream()
                .filter(name -> message(name).path("name").asString().equals(wire))
                .forEach(name ->
                        complaints.put(name, schemas.complaints(message(name).path("payload"), frame)));
        List<String> fitting = complaints.entrySet().stream()
                .filter(candidate -> candidate.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (fitting.size() != 1) {
            throw new AssertionError(
                    "not one message of the " + side + " in the document: " + frame + " " + complaints);
        }
        return fitting.getFirst();
    }

    /** The frames of a batch, or the one frame that is no batch. */
    public static Stream<JsonNode> unpacked(JsonNode frame) {
        return frame.path("type").asString("").equals("batch")
                ? frame.path("frames").valueStream()
                : Stream.of(frame);
    }
}
