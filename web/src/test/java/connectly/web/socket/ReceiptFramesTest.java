package connectly.web.socket;

import static connectly.web.feed.Room.BOB;
import static connectly.web.feed.Room.CYD;
import static connectly.web.socket.ServedRoom.CURSORS;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.events.ConversationId;
import connectly.events.UserId;
import connectly.handlers.recording.ReceiptsSettled;
import connectly.handlers.recording.RecordReceipts;
import connectly.web.commands.Commands;
import connectly.web.feed.Eventually;
import connectly.web.feed.Room;
import connectly.web.identity.Scope;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The frames {@code read} and {@code received}: what is asked of the decision, and what is refused. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class ReceiptFramesTest {
    @TempDir
    private Path directory;

    private final JsonMapper json = new JsonMapper();
    private final List<RecordReceipts> asked = new CopyOnWriteArrayList<>();
    /** How often the log is too busy yet. */
    private final AtomicInteger busy = new AtomicInteger();

    private Room room;
    private ServedRoom served;
    private FakeSession session;
    private long first;
    private long second;

    @BeforeEach
    void open() {
        room = new Room(directory);
        first = room.message("one");
        second = room.message("two");
        served = new ServedRoom(directory, room);
        session = served.session;
        served.decideBy(new Recording());
    }

    @AfterEach
    void close() {
        served.close();
        room.close();
    }

    @Test
    void whatIsReadIsRecordedUpToItsPositionAndNotAnswered() {
        dispatch(BOB, Scope.ALL, read(room.conversation(), "2"));

        Eventually.holds("it is recorded", () -> asked.equals(List.of(recorded(Map.of(), Map.of(BOB, second)))));
        assertThat(session.texts()).isEmpty();
    }

    @Test
    void aCursorIsRecordedUpToTheNewestMessageBeforeIt() {
        dispatch(BOB, Scope.ALL, received(CURSORS.at(first)));

        Eventually.holds("it is recorded", () -> asked.equals(List.of(recorded(Map.of(BOB, first), Map.of()))));
        assertThat(session.texts()).isEmpty();
    }

    @Test
    void whatTheLogIsTooBusyForIsRecordedALittleLater() {
        busy.set(2);

        dispatch(BOB, Scope.ALL, read(room.conversation(), "2"));

        Eventually.holds("two tries are refused and one is not", () -> asked.size() == 3);
        assertThat(asked).containsOnly(recorded(Map.of(), Map.of(BOB, second)));
        assertThat(session.texts()).as("the reader is not refused").isEmpty();
    }

    @Test
    void whatComesInAPauseIsRecordedTogetherAndTheHighestCounts() {
        dispatch(BOB, Scope.ALL, read(room.conversation(), "1"));
        Eventually.holds("the first is recorded, and its pause has begun", () -> !asked.isEmpty());
        dispatch(BOB, Scope.ALL, read(room.conversation(), "2"));
        dispatch(BOB, Scope.ALL, read(room.conversation(), "1"));

        served.receipts.close();

        assertThat(asked)
                .containsExactly(recorded(Map.of(), Map.of(BOB, first)), recorded(Map.of(), Map.of(BOB, second)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3", "9223372036854775807", "null"})
    void aSeqThatIsNoneOfTheConversationIsRefused(String seq) {
        dispatch(BOB, Scope.ALL, read(room.conversation(), seq));

        JsonNode reject = assertRefused("validation-failed");
        assertThat(reject.at("/problem/errors/0/field").stringValue()).isEqualTo("seq");
    }

    @Test
    void onlyMembersReadAConversationThatIsThere() {
        dispatch(CYD, Scope.ALL, read(room.conversation(), "1"));
        assertRefused("forbidden");
        dispatch(BOB, Scope.ALL, read(UUID.randomUUID(), "1"));
        assertRefused("not-found");
    }

    @ParameterizedTest
    @CsvSource({"'', malformed", "x, malformed", "other.1, epoch-changed", "epoch.99, out-of-range"})
    void aCursorThatNobodyCanHaveIsRefused(String cursor, String code) {
        dispatch(BOB, Scope.ALL, received(cursor));

        JsonNode reject = assertRefused("validation-failed");
        assertThat(reject.at("/problem/errors/0/field").stringValue()).isEqualTo("cursor");
        assertThat(reject.at("/problem/errors/0/code").stringValue()).isEqualTo(code);
    }

    @Test
    void aTokenThatMayOnlyReadMessagesLeavesNoReceipt() {
        dispatch(BOB, Set.of(Scope.READ), read(room.conversation(), "1"));

        assertRefused("forbidden");
    }

    private JsonNode assertRefused(String code) {
        Eventually.holds(
                "it is refused as " + code,
                () -> session.texts().stream()
                        .map(text -> json.readTree(text).at("/problem/code").asString(""))
                        .anyMatch(code::equals));
        assertThat(asked).isEmpty();
        JsonNode last = json.readTree(session.texts().getLast());
        assertThat(last.path("type").stringValue()).isEqualTo("reject");
        return last;
    }

    private RecordReceipts recorded(Map<UUID, Long> delivered, Map<UUID, Long> read) {
        return new RecordReceipts(new ConversationId(room.conversation()), byUser(delivered), byUser(read));
    }

    private static Map<UserId, Long> byUser(Map<UUID, Long> positions) {
        return positions.entrySet().stream()
                .collect(Collectors.toMap(entry -> new UserId(entry.getKey()), Map.Entry::getValue));
    }

    private static String read(UUID conversation, String seq) {
        return "{\"type\":\"read\",\"conversationId\":\"" + conversation + "\",\"seq\":" + seq + "}";
    }

    private static String received(String cursor) {
        return "{\"type\":\"received\",\"cursor\":\"" + cursor + "\"}";
    }

    private void dispatch(UUID user, Set<Scope> scopes, String text) {
        served.dispatchAsItIs(served.connection(user, scopes), text);
    }

    private final class Recording implements Commands {
        @Override
        public <R> CompletableFuture<R> send(Object command, Class<R> resultType) {
            asked.add((RecordReceipts) command);
            if (busy.getAndDecrement() > 0) {
                return CompletableFuture.failedFuture(
                        Problem.of(ProblemCode.UNAVAILABLE).toException());
            }
            return CompletableFuture.completedFuture(resultType.cast(new ReceiptsSettled(true)));
        }
    }
}
