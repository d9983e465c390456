package connectly.web.socket;

import static connectly.web.feed.Room.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.query.conversations.ConversationQueries;
import connectly.query.history.HistoryQueries;
import connectly.query.updates.UpdateQueries;
import connectly.web.connections.Ending;
import connectly.web.connections.Outbox;
import connectly.web.feed.Cursors;
import connectly.web.feed.Eventually;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.MessagePlaces;
import connectly.web.feed.Room;
import connectly.web.feed.UpdateFrames;
import connectly.web.identity.Caller;
import connectly.web.identity.Role;
import connectly.web.identity.Scope;
import connectly.web.json.ProductJson;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class ConnectionTest {
    private static final Cursors CURSORS = new Cursors("epoch", () -> 1_000);
    private static final int ROOM_IN_AN_OUTBOX = 1_024;

    @TempDir
    private Path directory;

    private Room room;
    private UpdateQueries updates;
    private UpdateFrames frames;
    private LiveFeed feed;
    private long beginning;

    @BeforeEach
    void open() {
        room = new Room(directory);
        beginning = room.position();
        updates = new UpdateQueries(room.readModel());
        frames = new UpdateFrames(ProductJson.mapper(), CURSORS);
        feed = new LiveFeed(
                updates,
                new ConversationQueries(room.readModel()),
                frames,
                new MessagePlaces(new HistoryQueries(room.readModel())));
        feed.start(beginning);
    }

    @AfterEach
    void close() {
        feed.close();
        room.close();
    }

    @Test
    void aConnectionTellsNothingBeforeItHasBegun() {
        FakeSession session = new FakeSession();
        Connection connection = connection(session);
        FakeSession begunSession = new FakeSession();
        connection(begunSession).begin(beginning);

        say("hello");
        Eventually.holds("whoever has begun is told", () -> told(begunSession).size() == 1);

        assertThat(told(session)).isEmpty();
        assertThat(connection.beginning()).isEqualTo(beginning);
    }

    @Test
    void whatHappenedBeforeAndAfterIsToldOnceAndInOrder() {
        say("one");
        say("two");
        FakeSession session = new FakeSession();

        assertThat(connection(session).begin(beginning)).isTrue();
        Eventually.holds("it has caught up", () -> told(session).size() == 2);
        say("three");

        Eventually.holds("the live one came", () -> told(session).size() == 3);
        assertThat(told(session)).containsExactlyElementsOf(positions());
    }

    @Test
    void aConnectionMadeInTheMiddleOfACrowdMissesNothingAndRepeatsNothing() {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> crowd = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                say("in the crowd");
            }
            say("after all had begun");
        });
        List<FakeSession> sessions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            FakeSession session = new FakeSession();
            connection(session).begin(beginning);
            Eventually.holds("it is being told", () -> !told(session).isEmpty());
            sessions.add(session);
        }
        enough.set(true);
        crowd.orTimeout(60, TimeUnit.SECONDS).join();

        for (FakeSession session : sessions) {
            Eventually.holds("all is told", () -> told(session).contains(room.position()));
            assertThat(told(session)).containsExactlyElementsOf(positions());
        }
    }

    @Test
    void onlyTheFirstBeginningCounts() {
        say("one");
        FakeSession session = new FakeSession();
        Connection connection = connection(session);

        assertThat(connection.begin(room.position())).isTrue();
        assertThat(connection.begin(beginning)).isFalse();

        say("two");
        Eventually.holds("it is told", () -> !told(session).isEmpty());
        assertThat(told(session)).containsExactly(room.position());
    }

    @Test
    void aLongCatchUpWaitsForAPeerThatReadsSlowlyInsteadOfClosingIt() {
        for (int i = 0; i < ROOM_IN_AN_OUTBOX * 5 / 2; i++) {
            room.message("text");
        }
        feed.reached(room.position());
        Eventually.holds("the feed is past it", () -> feed.position() == room.position());
        FakeSession session = new FakeSession();
        session.stopReading();
        connection(session).begin(beginning);
        Eventually.holds("the writer is stuck", () -> session.begun() == 1);

        session.read();

        Eventually.holds("all is told", () -> told(session).contains(room.position()));
        assertThat(told(session)).containsExactlyElementsOf(positions());
        assertThat(session.closes()).isEmpty();
    }

    @Test
    void aConnectionThatHasEndedIsToldNothingMore() {
        FakeSession session = new FakeSession();
        Connection connection = connection(session);
        connection.begin(beginning);
        FakeSession other = new FakeSession();
        connection(other).begin(beginning);
        say("one");
        Eventually.holds(
                "both are told", () -> told(session).size() == 1 && told(other).size() == 1);

        connection.ended();
        say("two");

        Eventually.holds("the other is told", () -> told(other).size() == 2);
        assertThat(told(session)).hasSize(1);
    }

    @Test
    void aConnectionThatCannotCatchUpIsClosedSoThatTheClientComesBack() {
        say("one");
        Eventually.holds("the feed is past it", () -> feed.position() == room.position());
        room.damage();
        FakeSession session = new FakeSession();

        connection(session).begin(beginning);

        Eventually.holds("it is closed", () -> !session.closes().isEmpty());
        assertThat(session.closes()).containsExactly(Ending.FAILED);
    }

    @Test
    void aConnectionThatEndsWhileItCatchesUpIsForgotten() {
        List<WeakReference<Outbox>> gone =
                IntStream.range(0, 20).mapToObj(_ -> endedWhileCatchingUp()).toList();

        Eventually.holds("nothing refers to them any more", () -> {
            System.gc();
            return gone.stream().allMatch(one -> one.get() == null);
        });
    }

    private WeakReference<Outbox> endedWhileCatchingUp() {
        Connection connection = connection(new FakeSession());
        connection.ended();
        connection.begin(beginning);
        return new WeakReference<>(connection.outbox());
    }

    private Connection connection(FakeSession session) {
        Caller caller = new Caller(BOB, Caller.Kind.SESSION, UUID.randomUUID(), Set.of(Role.USER), Scope.ALL);
        return new Connection(caller, "127.0.0.1", session.outbox(), feed, updates, frames);
    }

    private void say(String body) {
        feed.reached(room.message(body));
    }

    private static List<Long> told(FakeSession session) {
        return session.frames().stream()
                .map(frame ->
                        CURSORS.position(frame.get("cursor").stringValue()).orElseThrow())
                .toList();
    }

    private List<Long> positions() {
        return LongStream.rangeClosed(beginning + 1, room.position()).boxed().toList();
    }
}
