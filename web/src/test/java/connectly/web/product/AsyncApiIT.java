package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.contract.AsyncApi;
import connectly.web.contract.AsyncApi.Side;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The socket does what its document says: one walk through every frame of both sides. */
class AsyncApiIT {
    private static final AsyncApi DOCUMENT = AsyncApi.ofProduct();

    @SuppressWarnings("NullAway.Init") // set before the first test, which NullAway cannot see for a static field
    private static RunningProduct product;

    private final Set<String> seen = new TreeSet<>();

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void everyFrameThatIsDocumentedIsSeen() {
        Person ada = Person.asProgram(product, "ada");
        Person ben = Person.asProgram(product, "ben");
        try (SocketClient adas = SocketClient.connect(ada.api());
                SocketClient bens = SocketClient.connect(ben.api())) {
            String beginning = adas.awaitFrame(frame -> SocketClient.isType(frame, "welcome"))
                    .path("cursor")
                    .asString();
            String group = ada.startGroup("walk", ben);
            say(adas, "ping", Map.of());
            adas.awaitFrame(frame -> SocketClient.isType(frame, "pong"));
            messages(adas, group);
            receipts(bens, group);
            passing(adas, bens, group);
            members(ada, ben, group);
            JsonNode sent = adas.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.sent"));
            // From elsewhere than where it has begun, which would change nothing.
            say(adas, "resume", Map.of("cursor", sent.path("cursor").asString()));
            adas.awaitFrame(frame -> SocketClient.isType(frame, "resync"));
            bens.awaitFrame(frame -> SocketClient.isUpdate(frame, "member.role"));
            saw(adas);
            saw(bens);
            Await.until(() -> cameInABatch(ben, beginning), () -> "what was missed never came in a batch");
        }

        Set<String> documented = new HashSet<>(DOCUMENT.messages(Side.CLIENT));
        documented.addAll(DOCUMENT.messages(Side.SERVER));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(documented);
    }

    private void messages(SocketClient socket, String group) {
        say(socket, "send", Map.of("conversationId", group));
        String message = socket.awaitAnswer("7").path("messageId").asString();
        Map<String, String> it = Map.of("conversationId", group, "messageId", message);
        say(socket, "edit", it);
        socket.awaitAnswer("8");
        say(socket, "react", it);
        socket.awaitAnswer("10");
        say(socket, "delete", it);
        socket.awaitAnswer("9");
        say(socket, "edit", Map.of("id", "too late", "conversationId", group, "messageId", message));
        socket.awaitAnswer("too late");
    }

    /** One after the other, as what is read is delivered, and a receipt that a later one outdoes is not told. */
    private void receipts(SocketClient socket, String group) {
        JsonNode sent = socket.awaitFrame(frame -> SocketClient.isUpdate(frame, "message.sent"));
        say(socket, "received", Map.of("cursor", sent.path("cursor").asString()));
        socket.awaitFrame(frame -> SocketClient.isUpdate(frame, "receipt.delivered"));
        say(socket, "read", Map.of("conversationId", group));
        socket.awaitFrame(frame -> SocketClient.isUpdate(frame, "receipt.read"));
    }

    private void passing(SocketClient one, SocketClient other, String group) {
        other.awaitFrame(frame -> SocketClient.isType(frame, "presence"));
        say(one, "activity", Map.of());
        say(one, "typing", Map.of("conversationId", group));
        other.awaitFrame(frame -> SocketClient.isType(frame, "typing"));
    }

    private static void members(Person ada, Person ben, String group) {
        ada.api().put(Person.muteIn(group, ben), Map.of()).expect(204);
        ada.api().delete(Person.muteIn(group, ben)).expect(204);
        ada.api().put(Person.memberOf(group, Person.asProgram(product, "cem"))).expect(204);
        ada.api().delete(Person.memberOf(group, ada)).expect(204);
    }

    /** Whether frames wait together is for the writer to say, so it may take a few tries. */
    private boolean cameInABatch(Person who, String cursor) {
        try (SocketClient late = SocketClient.resume(who.api(), cursor)) {
            late.awaitFrame(frame -> SocketClient.isUpdate(frame, "member.role"));
            saw(late);
        }
        return seen.contains("batch");
    }

    /** Sends the example of the document, about what there is here. */
    private void say(SocketClient socket, String message, Map<String, String> changes) {
        ObjectNode frame = (ObjectNode) DOCUMENT.example(message).deepCopy();
        changes.forEach(frame::put);
        socket.send(frame);
        seen.add(DOCUMENT.nameOf(Side.CLIENT, frame));
    }

    private void saw(SocketClient socket) {
        socket.texts().forEach(text -> seen.add(DOCUMENT.nameOf(Side.SERVER, text)));
        socket.frames().forEach(frame -> seen.add(DOCUMENT.nameOf(Side.SERVER, frame)));
    }
}
