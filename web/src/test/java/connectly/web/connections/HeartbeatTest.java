package connectly.web.connections;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.identity.Caller;
import connectly.web.identity.IdentityFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class HeartbeatTest {
    @TempDir
    private Path directory;

    private final Connections connections = new Connections(true, _ -> true);
    private IdentityFiles identity;
    private Heartbeat heartbeat;

    @BeforeEach
    void open() {
        identity = new IdentityFiles(directory);
        heartbeat = new Heartbeat(connections, identity.callers());
    }

    @AfterEach
    void close() {
        identity.close();
    }

    @Test
    void whoeverHasASessionIsAskedForASignOfLifeAndStays() {
        FakePeer ann = loggedIn();

        heartbeat.beat();
        heartbeat.beat();

        assertThat(ann.beats()).isEqualTo(2);
        assertThat(ann.endings()).isEmpty();
    }

    @Test
    void whoseSessionIsOverIsEnded() {
        FakePeer ann = loggedIn();
        FakePeer gone = arrived(FakePeer.caller(UUID.randomUUID()));

        heartbeat.beat();

        assertThat(gone.endings()).containsExactly(Ending.REVOKED);
        assertThat(ann.endings()).isEmpty();
    }

    /** Whichever of them comes first. */
    @Test
    void aConnectionThatFailsKeepsNobodyFromTheirSignOfLife() {
        List<FakePeer> others = Stream.generate(this::loggedIn).limit(5).toList();
        FakePeer broken = loggedIn();
        broken.breakDown();
        FakePeer gone = arrived(FakePeer.caller(UUID.randomUUID()));

        heartbeat.beat();
        heartbeat.beat();

        assertThat(broken.beats()).as("the premise: it was asked too").isEqualTo(2);
        assertThat(others).allSatisfy(other -> assertThat(other.beats()).isEqualTo(2));
        assertThat(gone.endings()).as("sessions are looked up all the same").containsExactly(Ending.REVOKED);
    }

    @Test
    void whileSessionsCannotBeLookedUpNobodyIsEnded() {
        FakePeer ann = loggedIn();
        FakePeer gone = arrived(FakePeer.caller(UUID.randomUUID()));
        identity.close();

        heartbeat.beat();

        assertThat(ann.beats()).isEqualTo(1);
        assertThat(ann.endings()).isEmpty();
        assertThat(gone.endings()).isEmpty();
    }

    private FakePeer loggedIn() {
        return arrived(identity.logIn(UUID.randomUUID()));
    }

    private FakePeer arrived(Caller caller) {
        FakePeer peer = new FakePeer(connections, caller, caller.toString());
        connections.add(peer);
        return peer;
    }
}
