package connectly.web.socket;

import static connectly.web.feed.Room.BOB;
import static connectly.web.socket.ServedRoom.CURSORS;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.handlers.revising.DeleteMessage;
import connectly.handlers.revising.EditMessage;
import connectly.handlers.revising.MessageRevised;
import connectly.web.commands.Commands;
import connectly.web.feed.Eventually;
import connectly.web.feed.Room;
import connectly.web.identity.Scope;
import connectly.web.json.ProductJson;
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
    @TempDir
    private Path directory;

    private final JsonMapper json = ProductJson.mapper();
    private final List<Object> asked = new ArrayList<>();
    private final UUID message = UUID.randomUUID();
    private Room room;
    private ServedRoom served;

    @BeforeEach
    void open() {
        room = new Room(directory);
        room.message(message, "before");
        served = new ServedRoom(directory, room);
        served.decideBy(new Revised());
    }

    @AfterEach
    void close() {
        served.close();
        room.close();
    }

    @Test
    void anEditIsAcknowledgedWithTheCursorOfItsOwnPlaceWhateverFollowedIt() {
        long before = room.position();

        dispatch(Scope.ALL, frame("edit", message, ",\"body\":\"after\""));

        JsonNode ack = served.onlyAnswer();
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

        JsonNode ack = served.onlyAnswer();
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

        assertThat(served.onlyAnswer().at("/problem/code").asString()).isEqualTo("forbidden");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatAFrameLacksIsNamed() {
        dispatchAsItIs(Scope.ALL, "{\"type\":\"edit\",\"id\":\"8\",\"body\":\"after\"}");
        dispatchAsItIs(Scope.ALL, "{\"type\":\"delete\",\"id\":\"8\",\"conversationId\":\"7\"}");
        dispatchAsItIs(Scope.ALL, frame("edit", message, ""));

        Eventually.holds("all are answered", () -> served.session.frames().size() == 3);
        assertThat(served.session.frames())
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

    private void dispatch(Set<Scope> scopes, String text) {
        served.dispatch(served.connection(BOB, scopes), text);
    }

    private void dispatchAsItIs(Set<Scope> scopes, String text) {
        served.dispatchAsItIs(served.connection(BOB, scopes), text);
    }

    private String frame(String type, UUID messageId, String more) {
        return "{\"type\":\"" + type + "\",\"id\":\"8\",\"conversationId\":\"" + room.conversation()
                + "\",\"messageId\":\"" + messageId + "\"" + more + "}";
    }
}
