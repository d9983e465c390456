package connectly.web.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import connectly.web.feed.Eventually;
import connectly.web.identity.Caller;
import connectly.web.identity.Role;
import connectly.web.identity.Scope;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final int MOST_OF_A_USER = 10;
    private static final int MOST_OF_AN_ADDRESS = 30;

    private final Connections connections = new Connections(true, _ -> true);

    @Test
    void aUserHasSoManyPlacesAndNotOneMore() {
        UUID ann = UUID.randomUUID();
        for (int i = 0; i < MOST_OF_A_USER; i++) {
            assertThatCode(() -> connections.requirePlace(caller(ann), "elsewhere"))
                    .doesNotThrowAnyException();
            connections.add(new FakePeer(ann, "address " + i));
        }

        assertThat(refusal(ann, "elsewhere").code()).isEqualTo(ProblemCode.RATE_LIMITED);
        assertThatCode(() -> connections.requirePlace(caller(UUID.randomUUID()), "elsewhere"))
                .doesNotThrowAnyException();
    }

    @Test
    void anAddressHasSoManyPlacesAndAPlaceThatIsGivenFreeCounts() {
        List<FakePeer> peers = IntStream.range(0, MOST_OF_AN_ADDRESS)
                .mapToObj(_ -> new FakePeer(UUID.randomUUID(), "one address"))
                .toList();
        peers.forEach(connections::add);
        assertThat(refusal(UUID.randomUUID(), "one address").code()).isEqualTo(ProblemCode.RATE_LIMITED);

        connections.remove(peers.getFirst());

        assertThatCode(() -> connections.requirePlace(caller(UUID.randomUUID()), "one address"))
                .doesNotThrowAnyException();
    }

    @Test
    void whoeverComesBetweenTheLookAndTheLastPlaceIsEnded() {
        UUID ann = UUID.randomUUID();
        IntStream.range(0, MOST_OF_A_USER).forEach(i -> connections.add(new FakePeer(ann, "address " + i)));
        FakePeer oneTooMany = new FakePeer(ann, "elsewhere");

        connections.add(oneTooMany);

        assertThat(oneTooMany.endings).containsExactly(Ending.TOO_MANY);
    }

    @Test
    void aServerThatGoesDownLetsNobodyInAndSaysWhenToComeBack() {
        assertThatCode(connections::requireOpen).doesNotThrowAnyException();

        connections.close();

        Problem refusal = refusal(UUID.randomUUID(), "elsewhere");
        assertThat(refusal.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        assertThat(refusal.retryAfterSeconds()).isBetween(1L, 10L);
        FakePeer late = new FakePeer(UUID.randomUUID(), "elsewhere");
        connections.add(late);
        assertThat(late.endings).containsExactly(Ending.RESTARTING);
    }

    @Test
    void aServerThatGoesDownAnswersWhatWasAskedForBeforeItEndsAnybody() {
        FakePeer busy = new FakePeer(UUID.randomUUID(), "here");
        FakePeer idle = new FakePeer(UUID.randomUUID(), "there");
        busy.busy = true;
        connections.add(busy);
        connections.add(idle);

        Thread closing = Thread.ofPlatform().start(connections::close);
        Eventually.holds("it has begun to close", connections::isClosing);
        assertThat(idle.endings).as("the premise: it waits for the busy one").isEmpty();
        busy.busy = false;
        Eventually.holds("it is closed", () -> !closing.isAlive());

        assertThat(busy.endings).containsExactly(Ending.RESTARTING);
        assertThat(idle.endings).containsExactly(Ending.RESTARTING);
    }

    private Problem refusal(UUID user, String address) {
        return catchThrowableOfType(ProblemException.class, () -> connections.requirePlace(caller(user), address))
                .problem();
    }

    private static Caller caller(UUID user) {
        return new Caller(user, Caller.Kind.SESSION, UUID.randomUUID(), Set.of(Role.USER), Scope.ALL);
    }

    /** Goes when it is sent away. */
    private final class FakePeer implements Peer {
        private final Caller caller;
        private final String address;
        private final List<Ending> endings = new CopyOnWriteArrayList<>();
        private volatile boolean busy;

        FakePeer(UUID user, String address) {
            this.caller = ConnectionsTest.caller(user);
            this.address = address;
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public void beat() {
            // Nothing is on the other side.
        }

        @Override
        public boolean isBusy() {
            return busy;
        }

        @Override
        public void end(Ending why) {
            endings.add(why);
            connections.remove(this);
        }
    }
}
