package connectly.web.feed;

import static connectly.web.feed.Room.ANN;
import static connectly.web.feed.Room.BOB;
import static connectly.web.feed.Room.CYD;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import connectly.query.conversations.ConversationQueries;
import connectly.query.history.HistoryQueries;
import connectly.query.history.MessagePlace;
import connectly.query.updates.Change;
import connectly.query.updates.Changes;
import connectly.query.updates.UpdateQueries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class LiveFeedTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Cursors CURSORS = new Cursors("epoch", () -> 1_000);

    @TempDir
    private Path directory;

    private Room room;
    private UpdateQueries updates;
    private MessagePlaces places;
    private LiveFeed feed;
    private long beginning;

    @BeforeEach
    void open() {
        room = new Room(directory);
        updates = new UpdateQueries(room.readModel());
        places = new MessagePlaces(new HistoryQueries(room.readModel()));
        feed = new LiveFeed(
                updates, new ConversationQueries(room.readModel()), new UpdateFrames(JSON, CURSORS), places);
        beginning = room.position();
    }

    @AfterEach
    void close() {
        feed.close();
        room.close();
    }

    @Test
    void everyMemberHearsEveryChangeOnceAndInOrderAndAStrangerNone() {
        Ear ann = joined(ANN);
        Ear bob = joined(BOB);
        Ear cyd = joined(CYD);
        feed.start(beginning);

        List<Long> changes = LongStream.range(0, 50)
                .mapToObj(i -> announced(room.message("text " + i)))
                .toList();
        awaitTold();

        assertThat(ann.heard()).containsExactlyElementsOf(changes);
        assertThat(bob.heard()).containsExactlyElementsOf(changes);
        assertThat(cyd.heard()).isEmpty();
    }

    @Test
    void whoeverJoinsWhileChangesAreCommittedHearsEachOnceAndInOrder() {
        feed.start(beginning);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                announced(room.message("text"));
            }
            for (int i = 0; i < 20; i++) {
                announced(room.message("after the last joined"));
            }
        });
        long first = updates.since(0, BOB).items().getFirst().position();
        Eventually.holds("something was committed before anybody joined", () -> feed.position() > first + 20);

        List<Ear> ears = new ArrayList<>();
        List<List<Long>> caughtUp = new ArrayList<>();
        int aheadOfTheFeed = 0;
        while (ears.size() < 30 || (aheadOfTheFeed == 0 && ears.size() < 300)) {
            Ear ear = new Ear(BOB);
            Catching catching = catchUp(ear);
            ears.add(ear);
            caughtUp.add(catching.changes());
            aheadOfTheFeed += catching.aheadOfTheFeed() ? 1 : 0;
        }
        enough.set(true);
        writing.orTimeout(60, TimeUnit.SECONDS).join();
        awaitTold();

        List<Long> everything =
                LongStream.rangeClosed(first, room.position()).boxed().toList();
        for (int i = 0; i < ears.size(); i++) {
            List<Long> live = ears.get(i).heard();
            assertThat(caughtUp.get(i))
                    .as("the premise: some came through the catch-up")
                    .isNotEmpty();
            assertThat(live).as("the premise: some came live").hasSizeGreaterThanOrEqualTo(20);
            List<Long> all = new ArrayList<>(caughtUp.get(i));
            all.addAll(live);
            assertThat(all).containsExactlyElementsOf(everything);
        }
        assertThat(aheadOfTheFeed)
                .as("the premise: somebody knew more than the feed had told")
                .isPositive();
    }

    @Test
    void whoeverHasCaughtUpFurtherThanTheFeedIsNotToldTwice() {
        room.message("already known");
        Ear bob = new Ear(BOB);
        long known = updates.since(feed.position(), BOB).through();
        assertThat(known).as("the premise").isGreaterThan(feed.position());
        assertThat(feed.join(bob, known)).isTrue();
        Ear ann = joined(ANN);

        feed.start(beginning);
        feed.reached(known);
        long later = announced(room.message("news"));
        awaitTold();

        assertThat(bob.heard()).containsExactly(later);
        assertThat(ann.heard()).containsExactly(known, later);
    }

    @Test
    void whoeverIsBehindIsRefusedAndHearsNothing() {
        long before = room.position();
        feed.start(beginning);
        announced(room.message("told already"));
        awaitTold();
        Ear bob = new Ear(BOB);

        assertThat(feed.join(bob, before)).isFalse();
        announced(room.message("news"));
        awaitTold();

        assertThat(bob.heard()).isEmpty();
        assertThat(feed.join(bob, room.position())).isTrue();
    }

    @Test
    void whoeverLeftHearsNothingMoreAndTheirOtherDevicesDo() {
        Ear phone = joined(BOB);
        Ear laptop = joined(BOB);
        feed.start(beginning);
        long first = announced(room.message("to both"));
        awaitTold();

        feed.leave(phone);
        feed.leave(new Ear(CYD));
        long second = announced(room.message("to one"));
        awaitTold();

        assertThat(phone.heard()).containsExactly(first);
        assertThat(laptop.heard()).containsExactly(first, second);
    }

    @Test
    void aRemovedMemberHearsOfTheirRemovalAndNothingLater() {
        Ear ann = joined(ANN);
        Ear bob = joined(BOB);
        feed.start(beginning);
        long before = announced(room.message("before"));
        long removal = announced(room.leave(BOB));
        long after = announced(room.message("after"));
        long back = announced(room.join(BOB));
        long again = announced(room.message("again"));
        awaitTold();

        assertThat(ann.heard()).containsExactly(before, removal, after, back, again);
        assertThat(bob.heard()).containsExactly(before, removal, back, again);
    }

    @Test
    void theAudienceOfAChangeIsThatOfItsPositionHoweverLateItIsTold() {
        Ear bob = joined(BOB);
        long before = room.message("before");
        long removal = room.leave(BOB);
        room.message("after");
        feed.start(beginning);

        feed.reached(room.position());
        awaitTold();

        assertThat(bob.heard()).containsExactly(before, removal);
    }

    @Test
    void aMessageThatBecameAnotherAfterARemovalIsNotToldToTheRemovedMember() {
        Ear ann = joined(ANN);
        Ear bob = joined(BOB);
        UUID message = UUID.randomUUID();
        long sent = room.message(message, "before");
        long removal = room.leave(BOB);
        long edit = room.edit(message, "a secret");
        feed.start(beginning);

        feed.reached(room.position());
        awaitTold();

        assertThat(ann.heard()).as("the premise: both are told").containsExactly(sent, removal, edit);
        assertThat(bob.heard()).containsExactly(removal);
    }

    @Test
    void anEditIsHeardByEveryMemberAndLeavesThePlaceOfTheMessageAsItIs() {
        Ear bob = joined(BOB);
        UUID message = UUID.randomUUID();
        long sent = announced(room.message(message, "before"));
        feed.start(beginning);
        awaitTold();
        CompletableFuture<Optional<MessagePlace>> place = places.of(message);

        long edit = announced(room.edit(message, "after"));
        awaitTold();

        assertThat(bob.heard()).containsExactly(sent, edit);
        assertThat(place.getNow(Optional.empty()))
                .as("the place of an edit is not that of its message")
                .isEmpty();
    }

    @Test
    void whatIsForOneMemberIsHeardByThatMemberAlone() {
        Ear ann = joined(ANN);
        Ear bob = joined(BOB);
        feed.start(beginning);

        long whisper = announced(room.whisper(BOB));
        awaitTold();

        assertThat(bob.heard()).containsExactly(whisper);
        assertThat(ann.heard()).isEmpty();
    }

    @Test
    void aReadThatFailsIsTriedAgainWithoutAnotherCommitAndLosesNothing() {
        Ear bob = joined(BOB);
        List<Long> changes = List.of(room.message("one"), room.message("two"));
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(LiveFeed.class);
        logged.start();
        logger.addAppender(logged);
        try {
            room.damage();
            feed.start(beginning);
            feed.reached(room.position());
            Eventually.holds(
                    "a read has failed", () -> !List.copyOf(logged.list).isEmpty());
            assertThat(bob.heard()).isEmpty();

            room.repair();
            awaitTold();
        } finally {
            logger.detachAppender(logged);
        }

        assertThat(bob.heard()).containsExactlyElementsOf(changes);
    }

    @Test
    void whoeverAwaitsThePlaceOfAMessageLearnsItFromTheFeed() {
        UUID id = UUID.randomUUID();
        CompletableFuture<Optional<MessagePlace>> place = places.of(id);
        feed.start(beginning);

        long position = announced(room.message(id, "hello"));

        assertThat(place.orTimeout(60, TimeUnit.SECONDS).join()).contains(new MessagePlace(1, position));
    }

    private record Catching(List<Long> changes, boolean aheadOfTheFeed) {}

    /** What a connection does: reads until the feed lets it in. */
    private Catching catchUp(Ear ear) {
        List<Long> caughtUp = new ArrayList<>();
        long known = 0;
        boolean ahead = false;
        while (!feed.join(ear, known)) {
            Changes changes = updates.since(known, ear.userId());
            changes.items().stream().map(Change::position).forEach(caughtUp::add);
            known = changes.through();
            ahead = known > feed.position();
        }
        return new Catching(caughtUp, ahead);
    }

    private Ear joined(UUID user) {
        Ear ear = new Ear(user);
        assertThat(feed.join(ear, feed.position())).isTrue();
        return ear;
    }

    /** Otherwise a long run of changes would fill the queue of one who reads, who would be taken for slow. */
    @Test
    void aLongRunOfChangesLeavesAFewAtATime() {
        Ear ann = joined(ANN);
        IntStream.range(0, 150).forEach(i -> room.message("text " + i));
        feed.start(beginning);

        announced(room.position());
        awaitTold();

        assertThat(ann.flushes()).containsExactly(64, 128, 150);
    }

    /** What the projection does after a commit. */
    private long announced(long position) {
        feed.reached(position);
        return position;
    }

    private void awaitTold() {
        Eventually.holds("everything was told", () -> feed.position() >= room.position());
    }

    /** Somebody who remembers what they were told. */
    private static final class Ear implements Listener {
        private final UUID userId;
        private final Queue<Long> heard = new ConcurrentLinkedQueue<>();
        private final Queue<Integer> flushes = new ConcurrentLinkedQueue<>();

        Ear(UUID userId) {
            this.userId = userId;
        }

        @Override
        public UUID userId() {
            return userId;
        }

        @Override
        public void tell(UpdateFrame update) {
            heard.add(
                    CURSORS.position(JSON.readTree(update.json()).get("cursor").stringValue())
                            .orElseThrow());
        }

        @Override
        public void flush() {
            flushes.add(heard.size());
        }

        List<Long> heard() {
            return List.copyOf(heard);
        }

        /** How much it had heard each time that what it was told was to leave. */
        List<Integer> flushes() {
            return List.copyOf(flushes);
        }
    }
}
