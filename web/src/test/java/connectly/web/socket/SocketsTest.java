package connectly.web.socket;

import static connectly.web.feed.Room.ANN;
import static connectly.web.feed.Room.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.connections.Connections;
import connectly.web.connections.Ending;
import connectly.web.feed.Eventually;
import connectly.web.identity.Scope;
import connectly.web.presence.Company;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class SocketsTest {
    private static final String PING = "{\"type\":\"ping\"}";

    @TempDir
    private Path directory;

    private final Connections connections = new Connections(false, _ -> true);
    private Company company;
    private ServedRoom served;
    private Sockets sockets;

    @BeforeEach
    void open() {
        company = new Company(directory);
        served = new ServedRoom(directory, company.room());
        sockets = served.sockets(connections, company.presence());
    }

    @AfterEach
    void close() {
        sockets.close();
        served.close();
        company.close();
    }

    @Test
    void aSocketIsWelcomedBeforeItIsToldAnythingElse() {
        sockets.open(served.connection(BOB, Scope.ALL));

        Eventually.holds("it is pinged", () -> served.session.messages().contains(FakeSession.PING));
        assertThat(types()).containsExactly("welcome");
        assertThat(served.session.closes()).isEmpty();
    }

    @Test
    void aSocketWhosePresenceCannotBeKnownIsClosed() {
        company.loseSettings();

        sockets.open(served.connection(BOB, Scope.ALL));

        Eventually.holds("it is closed", () -> !served.session.closes().isEmpty());
        assertThat(served.session.closes()).containsExactly(Ending.FAILED);
    }

    @Test
    void whatComesAfterTheServerBeganToGoDownIsNotDone() {
        Connection connection = served.connection(ANN, Scope.ALL);
        sockets.received(connection, PING);
        connections.close();

        sockets.received(connection, PING);
        connection.outbox().offer("{\"last\":true}");

        Eventually.holds(
                "the last has left", () -> served.session.frames().stream().anyMatch(frame -> frame.has("last")));
        assertThat(types())
                .as("of the answer to the first ping, and of the last")
                .containsExactly("pong", "");
    }

    private List<String> types() {
        return served.session.frames().stream()
                .map(frame -> frame.path("type").asString())
                .toList();
    }
}
