package connectly.web.updates;

import static connectly.web.feed.Room.BOB;
import static connectly.web.updates.LiveRoom.position;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.connections.Outbox;
import connectly.web.feed.Eventually;
import connectly.web.identity.Caller;
import connectly.web.identity.SessionsRevoked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class EventStreamsTest {
    private static final int ROOM_IN_AN_OUTBOX = 2_048;

    @TempDir
    private Path directory;

    private final List<Thread> started = new ArrayList<>();
    private LiveRoom live;
    private long beginning;

    @BeforeEach
    void open() {
        live = new LiveRoom(directory);
        beginning = live.room.position();
    }

    @AfterEach
    void close() {
        live.connections.close();
        started.forEach(EventStreamsTest::awaitEnd);
        live.close();
    }

    private Thread follow(Caller caller, SlowBody body) {
        Thread stream = Thread.ofPlatform()
                .daemon()
                .start(() -> live.streams.follow(caller, "address", beginning, new EventStreamWire(body)));
        started.add(stream);
        return stream;
    }

    /** The positions of the updates that were written, by their {@code id} and their {@code data} alike. */
    private static List<Long> told(SlowBody body) {
        return body.text()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.replaceFirst(".*\"cursor\":\"([^\"]+)\".*", "$1"))
                .map(LiveRoom::position)
                .toList();
    }

    private List<Long> everything() {
        return LongStream.rangeClosed(beginning + 1, live.room.position())
                .boxed()
                .toList();
    }

    private static void awaitEnd(Thread stream) {
        Eventually.holds("the stream has ended", () -> !stream.isAlive());
    }

    @Test
    void itBeginsWithACursorAndEveryUpdateCarriesItsOwn() {
        SlowBody body = new SlowBody();
        live.announced(live.room.message("missed"));
        follow(LiveRoom.caller(BOB), body);
        Eventually.holds("the missed one came", () -> told(body).size() == 1);
        live.announced(live.room.message("live"));
        Eventually.holds("the live one came", () -> told(body).size() == 2);

        assertThat(told(body)).containsExactlyElementsOf(everything());
        List<Long> ids = body.text()
                .lines()
                .filter(line -> line.startsWith("id: "))
                .map(line -> position(line.substring(4)))
                .toList();
        assertThat(ids)
                .containsExactlyElementsOf(LongStream.rangeClosed(beginning, live.room.position())
                        .boxed()
                        .toList());
    }

    @Test
    void aRemovedMemberHearsOfTheRemovalAndNothingLater() {
        SlowBody body = new SlowBody();
        follow(LiveRoom.caller(BOB), body);
        long before = live.announced(live.room.message("before"));
        Eventually.holds("it is written", () -> told(body).contains(before));
        long removal = live.announced(live.room.leave(BOB));
        live.announced(live.room.message("after"));
        long back = live.announced(live.room.join(BOB));

        Eventually.holds("the return is told", () -> told(body).contains(back));
        assertThat(told(body)).containsExactly(before, removal, back);
    }

    @Test
    void aPeerThatDoesNotReadHoldsNobodyUpAndIsGivenUp() {
        SlowBody slow = new SlowBody();
        SlowBody quick = new SlowBody();
        slow.stopReading();
        Thread slowStream = follow(LiveRoom.caller(BOB), slow);
        follow(LiveRoom.caller(BOB), quick);
        Eventually.holds("the slow one is stuck", () -> slow.begun() == 1);
        Eventually.holds("the quick one listens", () -> quick.text().endsWith("\n\n"));

        for (int i = 0; i < ROOM_IN_AN_OUTBOX + 100; i++) {
            live.announced(live.room.message("text"));
            long sent = live.room.position();
            Eventually.holds("the feed goes on", () -> live.feed.position() == sent);
        }
        Eventually.holds("the quick one has all", () -> told(quick).size() == ROOM_IN_AN_OUTBOX + 100);
        assertThat(slow.begun()).as("the premise: the slow one is still stuck").isEqualTo(1);

        slow.read();
        awaitEnd(slowStream);
        assertThat(told(slow)).isEmpty();
        assertThat(slow.begun()).as("nothing was written after it was given up").isEqualTo(1);
    }

    @Test
    void aStreamEndsWithTheSessionOfItsCallerAndItsBodyIsNotTouchedAgain() {
        Caller phone = LiveRoom.caller(BOB);
        SlowBody phones = new SlowBody();
        SlowBody laptops = new SlowBody();
        Thread stream = follow(phone, phones);
        follow(LiveRoom.caller(BOB), laptops);
        live.announced(live.room.message("to both"));
        Eventually.holds(
                "both are told", () -> told(phones).size() == 1 && told(laptops).size() == 1);

        live.connections.revoked(new SessionsRevoked(BOB, Set.of(Objects.requireNonNull(phone.credentialId()))));
        awaitEnd(stream);
        live.announced(live.room.message("to the laptop"));
        Eventually.holds("the laptop is told", () -> told(laptops).size() == 2);

        assertThat(told(phones)).hasSize(1);
    }

    @Test
    void aStreamEndsWhenItsPeerIsGone() {
        SlowBody body = new SlowBody();
        Thread stream = follow(LiveRoom.caller(BOB), body);
        Eventually.holds("it has begun", () -> body.begun() == 1);
        body.breakOff();

        live.announced(live.room.message("to nobody"));

        awaitEnd(stream);
    }

    @Test
    void aServerThatGoesDownLetsStreamsGo() {
        SlowBody body = new SlowBody();
        Thread stream = follow(LiveRoom.caller(BOB), body);
        Eventually.holds("it has begun", () -> body.begun() == 1);

        live.connections.close();

        awaitEnd(stream);
    }

    @Test
    void everySignOfLifeIsACommentThatStandsBetweenTwoEvents() {
        SlowBody body = new SlowBody();
        Outbox outbox = new Outbox(new EventStreamWire(body));
        EventStream stream = new EventStream(LiveRoom.caller(BOB), "address", outbox);

        stream.beat();
        Eventually.holds("the comment came", () -> body.text().equals(":\n\n"));
        outbox.offer("data: {}\n\n");
        Eventually.holds("the event came", () -> body.text().equals(":\n\ndata: {}\n\n"));
        stream.beat();

        Eventually.holds("another comment came", () -> body.text().equals(":\n\ndata: {}\n\n:\n\n"));
    }
}
