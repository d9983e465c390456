package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The log tells nothing of what people wrote or keep secret, accepted or refused. */
class LogIT {
    @Test
    void theLogHoldsNeitherTextsNorPasswordsNorTokens() {
        try (RunningProduct product = RunningProduct.start()) {
            Person ada = Person.inBrowser(product, "ada");
            Person ben = Person.asProgram(product, "ben");
            String conversation = ada.createDirect(ben).expect(201).field("conversationId");

            for (String text : new String[] {"accepted over HTTP", "accepted over the socket", "refused over HTTP"}) {
                product.secrets().add(text);
            }
            ada.send(conversation, "accepted over HTTP");
            try (SocketClient socket = SocketClient.connect(ada.api())) {
                JsonNode ack =
                        socket.sendMessage("1", conversation, UUID.randomUUID().toString(), "accepted over the socket");
                assertThat(ack.path("type").asString()).isEqualTo("ack");
                socket.rejection("{\"type\":\"send\",\"body\":\"refused over HTTP");
            }
            ada.api()
                    .postText(Person.messagesOf(conversation), "{\"body\":\"refused over HTTP", request -> {})
                    .expect(400);
            refuseLogin(product, ada);

            assertThat(product.log()).as("there is a log to look into").isNotBlank();
            product.secrets().assertNoneIn(product.log());
        }
    }

    private static void refuseLogin(RunningProduct product, Person person) {
        String wrong = "a wrong passphrase " + UUID.randomUUID();
        product.secrets().add(wrong);
        ApiClient.browser(product)
                .post("/api/v1/sessions", Map.of("username", person.username(), "password", wrong))
                .expect(401);
    }
}
