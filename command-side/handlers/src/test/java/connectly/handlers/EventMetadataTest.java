package connectly.handlers;

import static connectly.handlers.Fixtures.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.events.AccountKind;
import connectly.handlers.registering.RegisterAccount;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an event says of where it came from. */
class EventMetadataTest {
    private final AxonTestFixture chat = Fixtures.chat();

    @AfterEach
    void stop() {
        chat.stop();
    }

    @Test
    void anEventKeepsTheMetadataOfItsCommand() {
        theEventOf(
                Map.of("correlationId", "request-1", "client", "ui"),
                event -> assertThat(event.metadata())
                        .containsEntry("correlationId", "request-1")
                        .containsEntry("client", "ui")
                        .hasSize(2));
    }

    @Test
    void withoutACorrelationIdAnEventGetsOne() {
        theEventOf(
                Map.of(),
                event -> assertThat(event.metadata())
                        .hasEntrySatisfying(
                                "correlationId", id -> assertThat(id).isNotBlank())
                        .hasSize(1));
    }

    @Test
    void theIdsOfLaterEventsSortLater() {
        theEventOf(
                Map.of(),
                event -> assertThat(UUID.fromString(event.identifier()).version())
                        .isEqualTo(7));
    }

    private void theEventOf(Map<String, String> metadata, Consumer<EventMessage> check) {
        chat.given()
                .noPriorActivity()
                .when()
                .command(new RegisterAccount(ANN, "ann", "Ann", AccountKind.PERSON), metadata)
                .then()
                .success()
                .eventsSatisfy(events -> assertThat(events).singleElement().satisfies(check));
    }
}
