package connectly.web.updates;

import static connectly.web.feed.Room.BOB;
import static connectly.web.feed.Room.CYD;
import static connectly.web.updates.LiveRoom.position;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.connections.Connections;
import connectly.web.feed.Eventually;
import connectly.web.feed.UpdateFrames.Update;
import connectly.web.identity.Caller;
import connectly.web.identity.SessionsRevoked;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import connectly.web.updates.UpdatesController.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class LongPollsTest {
    private static final int PLACES_OF_A_USER = 10;
    /** Longer than the tests' patience: a poll that is not woken fails its test. */
    private static final Duration LONG = Duration.ofHours(1);

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
        Eventually.holds("every poll is over", () -> started.stream().noneMatch(Thread::isAlive));
        live.close();
    }

    /** A poll on a thread of its own. */
    private record Polling(Thread thread, CompletableFuture<Answer> answer, CompletableFuture<ProblemCode> refused) {
        void awaitWaiting() {
            Eventually.holds("it waits", this::isWaiting);
            assertThat(answer).isNotDone();
        }

        /** For what a poll waits for, and not on its way there. */
        private boolean isWaiting() {
            return thread.getState() == Thread.State.TIMED_WAITING
                    && Stream.of(thread.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().equals(LongPoll.class.getName()));
        }

        Answer get() throws Exception {
            return answer.get(60, TimeUnit.SECONDS);
        }

        ProblemCode refusal() throws Exception {
            return refused.get(60, TimeUnit.SECONDS);
        }
    }

    private Polling start(Caller caller, String address, long position) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        CompletableFuture<ProblemCode> refused = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                answer.complete(live.polls.answer(caller, address, position, LONG));
            } catch (ProblemException e) {
                refused.complete(e.problem().code());
            }
        });
        started.add(thread);
        return new Polling(thread, answer, refused);
    }

    private Polling start(UUID user) {
        return start(LiveRoom.caller(user), "address", live.room.position());
    }

    private Answer poll(UUID user, long position) {
        return live.polls.answer(LiveRoom.caller(user), "address", position, Duration.ZERO);
    }

    private static List<Long> positions(Answer... answers) {
        return Stream.of(answers)
                .flatMap(answer -> answer.updates().stream())
                .map(update -> position(update.cursor()))
                .toList();
    }

    @Test
    void whatWasMissedComesOnceAndInOrder() {
        for (int i = 0; i < 5; i++) {
            live.announced(live.room.message("text " + i));
        }

        Answer missed = poll(BOB, beginning);
        Answer nothing = poll(BOB, position(missed.cursor()));

        assertThat(positions(missed))
                .containsExactlyElementsOf(LongStream.rangeClosed(beginning + 1, beginning + 5)
                        .boxed()
                        .toList());
        assertThat(missed.updates()).extracting(Update::kind).containsOnly("message.sent");
        assertThat(nothing).isEqualTo(new Answer(List.of(), missed.cursor()));
    }

    @Test
    void anAnswerIsBoundedAndTheNextGoesOnBehindIt() {
        int sent = LongPolls.MOST_UPDATES * 2 + 50;
        for (int i = 0; i < sent; i++) {
            live.room.message("text");
        }

        Answer first = poll(BOB, beginning);
        Answer second = poll(BOB, position(first.cursor()));
        Answer third = poll(BOB, position(second.cursor()));

        assertThat(first.updates()).hasSize(LongPolls.MOST_UPDATES);
        assertThat(third.updates()).hasSize(50);
        assertThat(positions(first, second, third))
                .containsExactlyElementsOf(LongStream.rangeClosed(beginning + 1, live.room.position())
                        .boxed()
                        .toList());
    }

    @Test
    void whatIsFurtherThanAStretchOfOthersTalkAwayIsFoundByOnePoll() {
        for (int i = 0; i < 600; i++) {
            live.room.message("not for Cyd");
        }
        long joining = live.announced(live.room.join(CYD));
        live.awaitTold();

        assertThat(positions(poll(CYD, beginning))).containsExactly(joining);
    }

    @Test
    void aPollThatWaitsIsWokenByAMessage() throws Exception {
        Polling bobs = start(BOB);
        bobs.awaitWaiting();

        long message = live.announced(live.room.message("good morning"));

        assertThat(positions(bobs.get())).containsExactly(message);
    }

    @Test
    void aPollThatWaitsSleepsThroughWhatIsNotForItsUser() throws Exception {
        Polling cyds = start(CYD);
        cyds.awaitWaiting();
        live.announced(live.room.message("not for Cyd"));
        live.awaitTold();
        cyds.awaitWaiting();

        long joining = live.announced(live.room.join(CYD));

        assertThat(positions(cyds.get())).containsExactly(joining);
    }

    @Test
    void aPollWhosePatienceIsOverAnswersNothingAndWhereToGoOn() {
        Answer answer = live.polls.answer(LiveRoom.caller(BOB), "address", beginning, Duration.ofMillis(1));

        assertThat(answer).isEqualTo(new Answer(List.of(), LiveRoom.CURSORS.at(beginning)));
    }

    @Test
    void aRemovedMemberHearsOfTheRemovalAndNothingLater() throws Exception {
        Polling bobs = start(BOB);
        bobs.awaitWaiting();
        long removal = live.announced(live.room.leave(BOB));
        Answer woken = bobs.get();
        live.announced(live.room.message("after"));
        live.awaitTold();

        assertThat(positions(poll(BOB, beginning))).containsExactly(removal);
        assertThat(positions(woken)).containsExactly(removal);
        assertThat(poll(BOB, position(woken.cursor())).updates()).isEmpty();
    }

    @Test
    void aPollEndsWithTheSessionOfItsCaller() throws Exception {
        Caller phone = LiveRoom.caller(BOB);
        Polling phones = start(phone, "address", live.room.position());
        Polling laptops = start(BOB);
        phones.awaitWaiting();
        laptops.awaitWaiting();

        live.connections.revoked(new SessionsRevoked(BOB, Set.of(Objects.requireNonNull(phone.credentialId()))));

        assertThat(phones.refusal()).isEqualTo(ProblemCode.UNAUTHENTICATED);
        laptops.awaitWaiting();
    }

    @Test
    void aSessionThatEndsBeforeThePollWaitsIsNoticedToo() throws Exception {
        live.sessionsCount.set(false);

        assertThat(start(BOB).refusal()).isEqualTo(ProblemCode.UNAUTHENTICATED);
    }

    @Test
    void aServerThatGoesDownLetsPollsGo() throws Exception {
        Polling bobs = start(BOB);
        bobs.awaitWaiting();

        live.connections.close();

        assertThat(bobs.get().updates()).isEmpty();
        assertThat(start(BOB).refusal()).as("whoever comes late").isEqualTo(ProblemCode.UNAVAILABLE);
    }

    @Test
    void aUserHasSoManyPlacesAndWhoeverNeedNotWaitNeedsNone() throws Exception {
        List<Polling> waiting = new ArrayList<>();
        for (int i = 0; i < PLACES_OF_A_USER; i++) {
            waiting.add(start(LiveRoom.caller(BOB), "address " + i, live.room.position()));
        }
        waiting.forEach(Polling::awaitWaiting);
        assertThat(start(LiveRoom.caller(BOB), "another", live.room.position()).refusal())
                .isEqualTo(ProblemCode.RATE_LIMITED);
        Polling cyds = start(CYD);
        cyds.awaitWaiting();
        assertThat(poll(BOB, beginning).updates()).isEmpty();

        live.announced(live.room.message("wakes all of Bob's"));
        for (Polling one : waiting) {
            assertThat(one.get().updates()).hasSize(1);
        }

        start(BOB).awaitWaiting();
    }

    @Test
    void anAddressHasSoManyPlaces() {
        Connections connections = live.connections;
        List<Polling> waiting = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            waiting.add(start(LiveRoom.caller(UUID.randomUUID()), "shared", live.room.position()));
        }
        waiting.forEach(Polling::awaitWaiting);

        assertThat(connections.isFull(CYD, "shared")).isTrue();
        assertThat(connections.isFull(CYD, "another")).isFalse();
    }
}
