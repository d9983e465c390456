package connectly.web.socket;

import static connectly.web.feed.Room.BOB;
import static connectly.web.socket.ServedRoom.CURSORS;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.events.ClientMessageId;
import connectly.handlers.Reason;
import connectly.handlers.sending.MessageAccepted;
import connectly.handlers.sending.SendMessage;
import connectly.web.commands.Commands;
import connectly.web.commands.Rejections;
import connectly.web.connections.Ending;
import connectly.web.feed.Cursors;
import connectly.web.feed.Eventually;
import connectly.web.feed.Room;
import connectly.web.identity.Scope;
import connectly.web.json.ProductJson;
import connectly.web.problem.ProblemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class FrameDispatcherTest {
    private static final int MOST_BAD_FRAMES = 50;

    @TempDir
    private Path directory;

    private final JsonMapper json = ProductJson.mapper();
    private final List<SendMessage> asked = new ArrayList<>();
    private final List<Typed> typed = new ArrayList<>();
    private ServedRoom served;
    private Room room;
    private FakeSession session;

    private record Typed(UUID user, UUID conversation, boolean on) {}

    @BeforeEach
    void open() {
        room = new Room(directory);
        served = new ServedRoom(directory, room);
        session = served.session;
        served.decideBy(new Accepting());
        served.showTypingBy((user, conversation, on) -> {
            typed.add(new Typed(user, conversation, on));
            return CompletableFuture.allOf();
        });
    }

    @AfterEach
    void close() {
        served.close();
        room.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "7",
                "\"ping\"",
                "[]",
                "[{\"type\":\"ping\"}]",
                "{",
                "{\"type\":\"ping\"",
                "{\"type\":\"ping\"} {}",
                "{\"type\":7}",
                "{\"type\":[\"ping\"]}",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "ping"
            })
    void whatIsNoFrameIsRejectedAndTheSocketStays(String text) {
        dispatchAsItIs(connection(Scope.ALL), text);

        JsonNode answer = onlyAnswer();
        assertThat(answer.get("type").stringValue()).isEqualTo("reject");
        assertThat(answer.at("/problem/code").stringValue()).isEqualTo("validation-failed");
        assertThat(session.closes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"5\"}",
                "{\"id\":\"5\",\"type\":null}",
                "{\"id\":\"5\",\"type\":\"\"}",
                "{\"id\":\"5\",\"type\":\"shout\"}",
                "{\"id\":\"5\",\"type\":\"PING\"}"
            })
    void aFrameOfNoKnownTypeIsRejectedUnderItsId(String text) {
        dispatchAsItIs(connection(Scope.ALL), text);

        assertRejected(onlyAnswer(), "5", "validation-failed");
    }

    @Test
    void aPingIsAnsweredAndUnknownFieldsAreLeftAlone() {
        dispatchAsItIs(connection(Scope.ALL), "{\"type\":\"ping\",\"newerField\":{\"a\":1}}");

        assertThat(onlyAnswer()).isEqualTo(json.readTree(Frames.PONG));
    }

    @Test
    void aResumeTellsWhatCameAfterItsCursor() {
        long known = room.message("known");
        long missed = room.message("missed");
        served.feed.reached(missed);

        dispatch(connection(Scope.ALL), resume(CURSORS.at(known)));

        Eventually.holds("it is told", () -> !session.frames().isEmpty());
        assertThat(session.frames())
                .singleElement()
                .satisfies(
                        update -> assertThat(update.get("cursor").stringValue()).isEqualTo(CURSORS.at(missed)));
    }

    @Test
    void aSecondResumeComesTooLate() {
        Connection connection = connection(Scope.ALL);
        dispatch(connection, resume(CURSORS.at(room.position())));

        dispatch(connection, resume(CURSORS.at(0)));

        assertThat(onlyAnswer()).isEqualTo(json.readTree(Frames.TOO_LATE));
    }

    @Test
    void theSameResumeAgainChangesNothing() {
        Connection connection = connection(Scope.ALL);
        dispatch(connection, resume(CURSORS.at(room.position())));

        dispatch(connection, resume(CURSORS.at(room.position())));
        dispatch(connection, "{\"type\":\"ping\"}");

        assertThat(onlyAnswer()).isEqualTo(json.readTree(Frames.PONG));
    }

    @Test
    void aResumeAfterAnotherFrameComesTooLate() {
        Connection connection = connection(Scope.ALL);
        dispatchAsItIs(connection, "{\"type\":\"shout\"}");

        dispatch(connection, resume(CURSORS.at(0)));

        Eventually.holds("both are answered", () -> session.frames().size() == 2);
        assertThat(session.frames().getLast()).isEqualTo(json.readTree(Frames.TOO_LATE));
    }

    @Test
    void aCursorOfAnotherEpochIsAnsweredByResync() {
        Connection connection = connection(Scope.ALL);

        dispatch(connection, resume(new Cursors("another", () -> 1_000).at(3)));

        assertThat(onlyAnswer()).isEqualTo(json.readTree(Frames.EPOCH_CHANGED));
        assertThat(connection.begin(room.position())).as("its feed begins now").isFalse();
    }

    @Test
    void aCursorBeyondTheEndOfTheLogIsAnsweredByResync() {
        dispatch(connection(Scope.ALL), resume(CURSORS.at(1_001)));

        assertThat(onlyAnswer()).isEqualTo(json.readTree(Frames.EPOCH_CHANGED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"type\":\"resume\",\"id\":\"1\"}", "{\"type\":\"resume\",\"id\":\"1\",\"cursor\":\"7\"}"})
    void aResumeWithoutACursorIsRejected(String text) {
        dispatchAsItIs(connection(Scope.ALL), text);

        assertRejected(onlyAnswer(), "1", "validation-failed");
    }

    @Test
    void aSendIsAcknowledgedWithItsPlace() {
        dispatch(connection(Scope.ALL), send("hello"));

        JsonNode ack = onlyAnswer();
        assertThat(ack.get("type").stringValue()).isEqualTo("ack");
        assertThat(ack.get("id").stringValue()).isEqualTo("7");
        assertThat(ack.get("seq").longValue()).isEqualTo(1);
        assertThat(ack.get("cursor").stringValue()).isEqualTo(CURSORS.at(room.position()));
        assertThat(asked).singleElement().satisfies(command -> {
            assertThat(command.senderId().value()).isEqualTo(BOB);
            assertThat(command.conversationId().value()).isEqualTo(room.conversation());
            assertThat(command.body()).isEqualTo("hello");
        });
    }

    @Test
    void aTokenThatMayOnlyReadCannotSend() {
        Connection connection = connection(Set.of(Scope.READ));

        dispatch(connection, send("hello"));

        assertRejected(onlyAnswer(), "7", "forbidden");
        assertThat(asked).isEmpty();
        assertThat(connection.unanswered()).hasValue(0);
    }

    @Test
    void aSendThatLacksItsPartsIsRejectedByField() {
        Connection connection = connection(Scope.ALL);

        dispatchAsItIs(
                connection, "{\"type\":\"send\",\"id\":\"7\",\"conversationId\":\"" + room.conversation() + "\"}");

        JsonNode answer = onlyAnswer();
        assertRejected(answer, "7", "validation-failed");
        assertThat(answer.at("/problem/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("clientMessageId", "body");
        assertThat(asked).isEmpty();
        assertThat(connection.unanswered()).hasValue(0);
    }

    @Test
    void aSendThatIsRefusedIsRejectedWithItsReason() {
        served.decideBy(new Refusing(new ProblemException(Rejections.problem(Reason.MUTED))));
        Connection connection = connection(Scope.ALL);

        dispatch(connection, send("hello"));

        assertRejected(onlyAnswer(), "7", "muted");
        Eventually.holds("nothing is unanswered", () -> connection.unanswered().get() == 0);
    }

    @Test
    void aSendThatFailsInAnUnknownWayIsRejectedWithoutItsSecrets() {
        served.decideBy(new Refusing(new IllegalStateException("secret of the server")));

        dispatch(connection(Scope.ALL), send("hello"));

        JsonNode answer = onlyAnswer();
        assertRejected(answer, "7", "internal");
        assertThat(answer.toString()).doesNotContain("secret of the server");
    }

    @Test
    void sendsThatWaitForTheirAcknowledgementAreBounded() {
        served.decideBy(new Silent());
        Connection connection = connection(Scope.ALL);
        for (int i = 0; i < 256; i++) {
            dispatch(connection, send("text " + i));
        }
        assertThat(session.frames()).as("the premise: all of them wait").isEmpty();

        dispatch(connection, send("one too many"));

        assertRejected(onlyAnswer(), "7", "rate-limited");
        assertThat(asked).hasSize(256);
        assertThat(connection.unanswered()).hasValue(256);
    }

    @Test
    void whatGetsNoAckTakesNoPlaceFromTheSends() {
        AtomicInteger waiting = new AtomicInteger();
        served.showTypingBy((_, _, _) -> {
            waiting.incrementAndGet();
            return new CompletableFuture<>();
        });
        Connection connection = connection(Scope.ALL);
        for (int i = 0; i < 300; i++) {
            dispatch(connection, typing(",\"on\":true"));
        }
        assertThat(waiting).as("the premise: all of them wait").hasValue(300);

        dispatch(connection, send("hello"));

        assertThat(onlyAnswer().get("type").stringValue()).isEqualTo("ack");
    }

    @Test
    void whoeverSendsBadFramesAgainAndAgainIsClosed() {
        Connection connection = connection(Scope.ALL);
        for (int i = 0; i < MOST_BAD_FRAMES; i++) {
            dispatchAsItIs(connection, "bad");
        }
        Eventually.holds("each is answered", () -> session.frames().size() == MOST_BAD_FRAMES);
        assertThat(session.closes()).isEmpty();

        dispatchAsItIs(connection, "bad");

        Eventually.holds("it is closed", () -> !session.closes().isEmpty());
        assertThat(session.closes()).containsExactly(Ending.ABUSE);
    }

    @Test
    void goodFramesAreNotCountedAsBadOnes() {
        Connection connection = connection(Scope.ALL);
        for (int i = 0; i < MOST_BAD_FRAMES * 3; i++) {
            dispatch(connection, "{\"type\":\"ping\"}");
        }

        Eventually.holds("each is answered", () -> session.frames().size() == MOST_BAD_FRAMES * 3);
        assertThat(connection.badFrames()).isZero();
        assertThat(session.closes()).isEmpty();
    }

    @Test
    void typingIsShownAndNotAnswered() {
        Connection connection = connection(Scope.ALL);

        dispatch(connection, typing(",\"on\":true"));
        dispatch(connection, typing(",\"on\":false"));
        dispatch(connection, "{\"type\":\"ping\"}");

        assertThat(onlyAnswer()).as("the answer to the ping").isEqualTo(json.readTree(Frames.PONG));
        assertThat(typed)
                .containsExactly(new Typed(BOB, room.conversation(), true), new Typed(BOB, room.conversation(), false));
        assertThat(connection.unanswered()).hasValue(0);
    }

    @Test
    void typingThatIsRefusedIsRejectedWithItsReason() {
        served.showTypingBy(
                (_, _, _) -> CompletableFuture.failedFuture(new ProblemException(Rejections.problem(Reason.MUTED))));
        Connection connection = connection(Scope.ALL);

        dispatch(connection, typing(",\"on\":true"));

        assertRejected(onlyAnswer(), "9", "muted");
        assertThat(connection.unanswered()).hasValue(0);
    }

    @Test
    void aTokenThatMayOnlyReadDoesNotType() {
        dispatch(connection(Set.of(Scope.READ)), typing(",\"on\":true"));

        assertRejected(onlyAnswer(), "9", "forbidden");
        assertThat(typed).isEmpty();
    }

    @Test
    void typingThatLacksItsPartsIsRejectedByField() {
        dispatchAsItIs(connection(Scope.ALL), "{\"type\":\"typing\",\"id\":\"9\",\"conversationId\":\"7\"}");

        assertThat(onlyAnswer().at("/problem/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("conversationId", "on");
        assertThat(typed).isEmpty();
    }

    @Test
    void anActivityOfNoKnownStateIsRejected() {
        dispatch(connection(Scope.ALL), "{\"type\":\"activity\",\"state\":\"away\"}");
        dispatchAsItIs(connection(Scope.ALL), "{\"type\":\"activity\",\"id\":\"9\",\"state\":\"asleep\"}");

        assertRejected(onlyAnswer(), "9", "validation-failed");
    }

    /** Accepts every message and has the projection fold it at once. */
    private final class Accepting implements Commands {
        @Override
        public <R> CompletableFuture<R> send(Object command, Class<R> resultType) {
            SendMessage send = (SendMessage) command;
            asked.add(send);
            served.feed.reached(room.message(send.messageId().value(), send.body()));
            return CompletableFuture.completedFuture(resultType.cast(new MessageAccepted(
                    send.messageId(), send.clientMessageId(), Instant.EPOCH, Room.CHECKSUM, false)));
        }
    }

    private record Refusing(RuntimeException failure) implements Commands {
        @Override
        public <R> CompletableFuture<R> send(Object command, Class<R> resultType) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private final class Silent implements Commands {
        @Override
        public <R> CompletableFuture<R> send(Object command, Class<R> resultType) {
            asked.add((SendMessage) command);
            return new CompletableFuture<>();
        }
    }

    private Connection connection(Set<Scope> scopes) {
        return served.connection(BOB, scopes);
    }

    private void dispatch(Connection connection, String text) {
        served.dispatch(connection, text);
    }

    private void dispatchAsItIs(Connection connection, String text) {
        served.dispatchAsItIs(connection, text);
    }

    private JsonNode onlyAnswer() {
        return served.onlyAnswer();
    }

    private static String resume(String cursor) {
        return "{\"type\":\"resume\",\"id\":\"1\",\"cursor\":\"" + cursor + "\"}";
    }

    private String send(String body) {
        return "{\"type\":\"send\",\"id\":\"7\",\"conversationId\":\"" + room.conversation()
                + "\",\"clientMessageId\":\"" + new ClientMessageId(UUID.randomUUID()) + "\",\"body\":\"" + body
                + "\"}";
    }

    private String typing(String more) {
        return "{\"type\":\"typing\",\"id\":\"9\",\"conversationId\":\"" + room.conversation() + "\"" + more + "}";
    }

    private static void assertRejected(JsonNode answer, String id, String code) {
        assertThat(answer.get("type").stringValue()).isEqualTo("reject");
        assertThat(answer.get("id").stringValue()).isEqualTo(id);
        assertThat(answer.at("/problem/code").stringValue()).isEqualTo(code);
    }
}
