package connectly.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.query.conversations.ConversationQueries;
import connectly.query.history.HistoryQueries;
import connectly.query.receipts.ReceiptQueries;
import connectly.query.updates.UpdateQueries;
import connectly.web.commands.Commands;
import connectly.web.connections.Connections;
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
import connectly.web.presence.Presence;
import connectly.web.receipts.Receipts;
import connectly.web.settings.Limits;
import connectly.web.settings.Settings;
import connectly.web.settings.Stage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real room with its feed and all that serves frames there, in front of decisions that a test makes itself. What is
 * answered goes to one {@link FakeSession}. Whoever made the room closes it.
 */
final class ServedRoom implements AutoCloseable {
    static final Cursors CURSORS = new Cursors("epoch", () -> 1_000);

    final LiveFeed feed;
    final FakeSession session = new FakeSession();
    final Receipts receipts;

    private final FrameDispatcher dispatcher;
    private final JsonMapper json = ProductJson.mapper();
    private final UpdateQueries updates;
    private final UpdateFrames updateFrames = new UpdateFrames(json, CURSORS);
    private final Frames frames = new Frames(json, CURSORS);
    private volatile @Nullable Commands commands;
    private volatile PassingCommands.Typing typing = (_, _, _) -> CompletableFuture.allOf();

    /** Its feed begins after what is in the room already. */
    ServedRoom(Path directory, Room room) {
        this.updates = new UpdateQueries(room.readModel());
        MessagePlaces places = new MessagePlaces(new HistoryQueries(room.readModel()));
        feed = new LiveFeed(updates, new ConversationQueries(room.readModel()), updateFrames, places);
        feed.start(room.position());
        SendingPace pace = new SendingPace(
                new Settings(Stage.DEV, 0, "127.0.0.1", null, directory, null, null, null, Limits.RELAXED, false));
        Commands decided = new Decided();
        long end = room.position();
        ReadModelClock clock = new ReadModelClock(() -> end, end);
        receipts = new Receipts(decided, new ReceiptQueries(room.readModel()), clock, CURSORS);
        dispatcher = new FrameDispatcher(
                json,
                CURSORS,
                new Answers(frames),
                new MessageCommands(
                        frames,
                        new Sending(decided, places, feed, CURSORS, pace),
                        new Revising(decided, updates, clock, feed, CURSORS, pace)),
                new PassingCommands((user, conversation, on) -> typing.show(user, conversation, on)),
                new ReceiptCommands(receipts));
    }

    /** Has commands decided like this from now on. */
    void decideBy(Commands newCommands) {
        commands = newCommands;
    }

    void showTypingBy(PassingCommands.Typing newTyping) {
        typing = newTyping;
    }

    Connection connection(UUID user, Set<Scope> scopes) {
        Caller caller = new Caller(user, Caller.Kind.TOKEN, UUID.randomUUID(), Set.of(Role.USER), scopes);
        return new Connection(caller, "127.0.0.1", session.outbox(), feed, updates, updateFrames);
    }

    /** What opens and ends sockets here, for everybody and without limits. */
    Sockets sockets(Connections connections, Presence presence) {
        return new Sockets(
                connections,
                presence,
                dispatcher,
                frames,
                feed,
                updates,
                updateFrames,
                new InboundPace(false),
                new SocketMeters(new SimpleMeterRegistry()));
    }

    /** Has a frame come that is documented. */
    void dispatch(Connection connection, String text) {
        AsyncApi.ofProduct().nameOf(Side.CLIENT, text);
        dispatchAsItIs(connection, text);
    }

    void dispatchAsItIs(Connection connection, String text) {
        dispatcher.dispatch(connection, text);
    }

    /** Waits for an answer, and expects that there is no other. */
    JsonNode onlyAnswer() {
        Eventually.holds("it is answered", () -> !answers().isEmpty());
        assertThat(answers()).hasSize(1);
        return answers().getFirst();
    }

    /** Everything but the updates, which come beside. */
    List<JsonNode> answers() {
        return session.frames().stream()
                .filter(frame -> !frame.path("type").asString().equals("update"))
                .toList();
    }

    @Override
    public void close() {
        receipts.close();
        feed.close();
    }

    private final class Decided implements Commands {
        @Override
        public <R> CompletableFuture<R> send(Object command, Class<R> resultType) {
            Commands now = commands;
            assertThat(now)
                    .as("who decides " + command.getClass().getSimpleName())
                    .isNotNull();
            return now.send(command, resultType);
        }
    }
}
