package connectly.web.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import connectly.web.feed.Eventually;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.util.List;
import java.util.UUID;
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
            assertThatCode(() -> connections.requirePlace(FakePeer.caller(ann), "elsewhere"))
                    .doesNotThrowAnyException();
            connections.add(new FakePeer(connections, ann, "address " + i));
        }

        assertThat(refusal(ann, "elsewhere").code()).isEqualTo(ProblemCode.RATE_LIMITED);
        assertThatCode(() -> connections.requirePlace(FakePeer.caller(UUID.randomUUID()), "elsewhere"))
                .doesNotThrowAnyException();
    }

    @Test
    void anAddressHasSoManyPlacesAndAPlaceThatIsGivenFreeCounts() {
        List<FakePeer> peers = IntStream.range(0, MOST_OF_AN_ADDRESS)
                .mapToObj(_ -> new FakePeer(connections, UUID.randomUUID(), "one address"))
                .toList();
        peers.forEach(connections::add);
        assertThat(refusal(UUID.randomUUID(), "one address").code()).isEqualTo(ProblemCode.RATE_LIMITED);

        connections.remove(peers.getFirst());

        assertThatCode(() -> connections.requirePlace(FakePeer.caller(UUID.randomUUID()), "one address"))
                .doesNotThrowAnyException();
    }

    @Test
    void whoeverComesBetweenTheLookAndTheLastPlaceIsEnded() {
        UUID ann = UUID.randomUUID();
        IntStream.range(0, MOST_OF_A_USER)
                .forEach(i -> connections.add(new FakePeer(connections, ann, "address " + i)));
        FakePeer oneTooMany = new FakePeer(connections, ann, "elsewhere");

        connections.add(oneTooMany);

        assertThat(oneTooMany.endings()).containsExactly(Ending.TOO_MANY);
    }

    @Test
    void aServerThatGoesDownLetsNobodyInAndSaysWhenToComeBack() {
        assertThatCode(connections::requireOpen).doesNotThrowAnyException();

        connections.close();

        Problem refusal = refusal(UUID.randomUUID(), "elsewhere");
        assertThat(refusal.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        assertThat(refusal.retryAfterSeconds()).isBetween(1L, 10L);
        FakePeer late = new FakePeer(connections, UUID.randomUUID(), "elsewhere");
        connections.add(late);
        assertThat(late.endings()).containsExactly(Ending.RESTARTING);
    }

    @Test
    void aServerThatGoesDownAnswersWhatWasAskedForBeforeItEndsAnybody() {
        FakePeer busy = new FakePeer(connections, UUID.randomUUID(), "here");
        FakePeer idle = new FakePeer(connections, UUID.randomUUID(), "there");
        busy.setBusy(true);
        connections.add(busy);
        connections.add(idle);

        Thread closing = Thread.ofPlatform().start(connections::close);
        Eventually.holds("it has begun to close", connections::isClosing);
        assertThat(idle.endings()).as("the premise: it waits for the busy one").isEmpty();
        busy.setBusy(false);
        Eventually.holds("it is closed", () -> !closing.isAlive());

        assertThat(busy.endings()).containsExactly(Ending.RESTARTING);
        assertThat(idle.endings()).containsExactly(Ending.RESTARTING);
    }

    private Problem refusal(UUID user, String address) {
        return catchThrowableOfType(
                        ProblemException.class, () -> connections.requirePlace(FakePeer.caller(user), address))
                .problem();
    }
}
