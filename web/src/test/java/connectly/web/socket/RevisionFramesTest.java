package connectly.web.socket;

import static connectly.web.feed.Room.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.handlers.revising.DeleteMessage;
import connectly.handlers.revising.EditMessage;
import connectly.handlers.revising.MessageRevised;
import connectly.query.conversations.ConversationQueries;
import connectly.query.history.HistoryQueries;
import connectly.query.receipts.ReceiptQueries;
import connectly.query.updates.UpdateQueries;
import connectly.web.commands.Commands;
import connectly.web.contract.AsyncApi;
import connectly.web.contract.AsyncApi.Side;
import connectly.web.conversations.Revising;
import connectly.web.conversations.Sending;
import connectly.web.conversations.SendingPace;
import connectly.web.feed.Cursors;
import connectly.web.feed.Eventually;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.MessagePlaces;
import connectly.web.feed.ReadModelClock;
import connectly.web.feed.Room;
import connectly.web.feed.UpdateFrames;
import connectly.web.identity.Caller;
import connectly.web.identity.Role;
import connectly.web.identity.Scope;
import connectly.web.json.ProductJson;
import connectly.web.receipts.Receipts;
import connectly.web.settings.Limits;
import connectly.web.settings.Settings;
import connectly.web.settings.Stage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The frames {@code edit} and {@code delete}: what is asked of the decisions, and what is answered. */
class RevisionFramesTest {
    private static final Cursors CURSORS = new Cursors("epoch", () -> 1_000);

    @TempDir
    private Path directory;

    private final JsonMapper json = ProductJson.mapper();
    private final FakeSession session = new FakeSession();
    private final List<Object> asked = new ArrayList<>();
    private final UUID message = UUID.randomUUID();
    private Room room;
    private LiveFeed feed;
    private Receipts receipts;
    private FrameDispatcher dispatcher;
    private UpdateQueries updates;

    @BeforeEach
    void open() {
        room = new Room(directory);
        updates = new UpdateQueries(room.readModel());
        MessagePlaces places = new MessagePlaces(new HistoryQueries(room.readModel()));
        feed = new LiveFeed(
                updates, new ConversationQueries(room.readModel()), new UpdateFrames(json, CURSORS), places);
        room.message(message, "before");
        feed.start(room.position());
        SendingPace pace = new SendingPace(
                new Settings(Stage.DEV, 0, "127.0.0.1", null, directory, null, null, null, Limits.RELAXED, false));
        Commands commands = new Revised();
        ReadModelClock clock = new ReadModelClock(() -> 0, 0);
        Frames frames = new Frames(json, CURSORS);
        Sending sending = new Sending(commands, places, feed, CURSORS, pace);
        Revising revising = new Revising(commands, updates, clock, feed, CURSORS, pace);
        receipts = new Receipts(commands, new ReceiptQueries(room.readModel()), clock, CURSORS);
        dispatcher = new FrameDispatcher(
                json,
                CURSORS,
                new Answers(frames),
                new MessageCommands(frames, sending, revising),
                new PassingCommands((_, _, _) -> CompletableFuture.allOf()),
                new ReceiptCommands(receipts));
    }

    @AfterEach
    void close() {
        receipts.close();
        feed.close();
        room.close();
    }

    @Test
    void anEditIsAcknowledgedWithTheCursorOfItsOwnPlaceWhateverFollowedIt() {
        long before = room.position();

        dispatch(Scope.ALL, frame("edit", message, ",\"body\":\"after\""));

        JsonNode ack = onlyAnswer();
        assertThat(room.position()).as("the premise: something followed").isGreaterThan(before + 1);
        assertThat(ack)
                .isEqualTo(json.readTree("{\"type\":\"ack\",\"id\":\"8\",\"messageId\":\"" + message
                        + "\",\"cursor\":\"" + CURSORS.at(before + 1) + "\"}"));
        assertThat(asked).singleElement().isInstanceOfSatisfying(EditMessage.class, edit -> {
            assertThat(edit.editorId().value()).isEqualTo(BOB);
            assertThat(edit.conversationId().value()).isEqualTo(room.conversation());
            assertThat(edit.messageId().value()).isEqualTo(message);
            assertThat(edit.body()).isEqualTo("after");
        });
    }

    @Test
    void aDeletionThatChangesNothingIsAcknowledgedToo() {
        dispatch(Scope.ALL, frame("delete", message, ""));

        JsonNode ack = onlyAnswer();
        assertThat(ack.path("type").asString()).isEqualTo("ack");
        assertThat(ack.path("cursor").asString()).isEqualTo(CURSORS.at(room.position()));
        assertThat(asked).singleElement().isInstanceOfSatisfying(DeleteMessage.class, delete -> {
            assertThat(delete.deletedBy().value()).isEqualTo(BOB);
            assertThat(delete.messageId().value()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit", "delete"})
    void aTokenThatMayOnlyReadRevisesNothing(String type) {
        dispatch(Set.of(Scope.READ), frame(type, message, type.equals("edit") ? ",\"body\":\"after\"" : ""));

        assertThat(onlyAnswer().at("/problem/code").asString()).isEqualTo("forbidden");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatAFrameLacksIsNamed() {
        dispatchAsItIs(Scope.ALL, "{\"type\":\"edit\",\"id\":\"8\",\"body\":\"after\"}");
        dispatchAsItIs(Scope.ALL, "{\"type\":\"delete\",\"id\":\"8\",\"conversationId\":\"7\"}");
        dispatchAsItIs(Scope.ALL, frame("edit", message, ""));

        Eventually.holds("all are answered", () -> session.frames().size() == 3);
        assertThat(session.frames())
                .extracting(answer -> answer.at("/problem/errors").findValuesAsString("field"))
                .containsExactly(
                        List.of("conversationId", "messageId"),
                        List.of("conversationId", "messageId"),
                        List.of("body"));
        assertThat(asked).isEmpty();
    }

    /** Edits the message, and says something after it; finds that a message was deleted before. */
    private final class Revised implements Commands {
        @Override
        public <R> CompletableFuture<R> send(Object command, Class<R> resultType) {
            asked.add(command);
            boolean changed = command instanceof EditMessage;
            if (command instanceof EditMessage edit) {
                room.edit(edit.messageId().value(), edit.body());
                room.message("after it");
            }
            return CompletableFuture.completedFuture(resultType.cast(new MessageRevised(changed, Instant.EPOCH)));
        }
    }

    /** A frame that is documented. */
    private void dispatch(Set<Scope> scopes, String text) {
        AsyncApi.ofProduct().nameOf(Side.CLIENT, text);
        dispatchAsItIs(scopes, text);
    }

    private void dispatchAsItIs(Set<Scope> scopes, String text) {
        Caller caller = new Caller(BOB, Caller.Kind.TOKEN, UUID.randomUUID(), Set.of(Role.USER), scopes);
        dispatcher.dispatch(
                new Connection(caller, "127.0.0.1", session.outbox(), feed, updates, new UpdateFrames(json, CURSORS)),
                text);
    }

    private String frame(String type, UUID messageId, String more) {
        return "{\"type\":\"" + type + "\",\"id\":\"8\",\"conversationId\":\"" + room.conversation()
                + "\",\"messageId\":\"" + messageId + "\"" + more + "}";
    }

    /** Beside it come the updates. */
    private JsonNode onlyAnswer() {
        Eventually.holds("it is answered", () -> !answers().isEmpty());
        assertThat(answers()).hasSize(1);
        return answers().getFirst();
    }

    private List<JsonNode> answers() {
        return session.frames().stream()
                .filter(frame -> !frame.path("type").asString().equals("update"))
                .toList();
    }
}
