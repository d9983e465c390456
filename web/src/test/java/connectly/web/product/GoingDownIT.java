package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What clients see of a server that goes down while they send. */
class GoingDownIT {
    @Test
    void whatWasAcknowledgedIsThereAndTheClientsAreToldWhenToComeBack() {
        try (RunningProduct product = RunningProduct.start()) {
            Person ada = Person.asProgram(product, "ada");
            Person ben = Person.asProgram(product, "ben");
            String conversation = ada.startGroup("walk", ben);
            List<JsonNode> acks;
            try (SocketClient adas = SocketClient.connect(ada.api())) {
                for (int i = 0; i < 500; i++) {
                    String id = String.valueOf(i);
                    adas.send(SocketClient.message(
                            id, conversation, UUID.randomUUID().toString(), "text " + i));
                }
                adas.awaitAnswer("0");
                product.stop();

                assertThat(adas.awaitClose()).isEqualTo(1012);
                assertThat(adas.closeReason()).matches("retry-after=([1-9]|10)");
                acks = adas.frames().stream()
                        .filter(frame -> SocketClient.isType(frame, "ack"))
                        .toList();
            }
            product.resume();

            // Nothing acknowledged is missing, and nothing is there without its acknowledgement.
            assertThat(ada.history(conversation))
                    .extracting(message -> message.path("messageId").asString())
                    .containsExactlyInAnyOrderElementsOf(acks.stream()
                            .map(ack -> ack.path("messageId").asString())
                            .toList());
        }
    }
}
