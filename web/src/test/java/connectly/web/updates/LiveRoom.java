package connectly.web.updates;

import connectly.query.conversations.ConversationQueries;
import connectly.query.history.HistoryQueries;
import connectly.query.updates.UpdateQueries;
import connectly.web.connections.Connections;
import connectly.web.feed.Cursors;
import connectly.web.feed.Eventually;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.MessagePlaces;
import connectly.web.feed.Room;
import connectly.web.feed.UpdateFrames;
import connectly.web.identity.Caller;
import connectly.web.identity.Role;
import connectly.web.identity.Scope;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.json.JsonMapper;

/** A {@link Room} with its feed running, and what answers polls and streams from them. */
final class LiveRoom implements AutoCloseable {
    static final Cursors CURSORS = new Cursors("epoch", () -> 1_000);

    final Room room;
    final LiveFeed feed;
    final AtomicBoolean sessionsCount = new AtomicBoolean(true);
    final Connections connections = new Connections(true, _ -> sessionsCount.get());
    final LongPolls polls;
    final EventStreams streams;

    LiveRoom(Path directory) {
        room = new Room(directory);
        UpdateQueries updates = new UpdateQueries(room.readModel());
        UpdateFrames frames = new UpdateFrames(new JsonMapper(), CURSORS);
        feed = new LiveFeed(
                updates,
                new ConversationQueries(room.readModel()),
                frames,
                new MessagePlaces(new HistoryQueries(room.readModel())));
        feed.start(room.position());
        polls = new LongPolls(connections, feed, updates, frames, CURSORS);
        streams = new EventStreams(connections, feed, updates, frames, CURSORS);
    }

    static Caller caller(UUID user) {
        return new Caller(user, Caller.Kind.SESSION, UUID.randomUUID(), Set.of(Role.USER), Scope.ALL);
    }

    static long position(String cursor) {
        return CURSORS.position(cursor).orElseThrow();
    }

    /** What the projection does after a commit. */
    long announced(long position) {
        feed.reached(position);
        return position;
    }

    void awaitTold() {
        Eventually.holds("everything was told", () -> feed.position() >= room.position());
    }

    @Override
    public void close() {
        feed.close();
        room.close();
    }
}
