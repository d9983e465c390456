package connectly.web.updates;

import connectly.query.updates.UpdateQueries;
import connectly.web.connections.Connections;
import connectly.web.connections.Outbox;
import connectly.web.connections.Subscription;
import connectly.web.feed.Cursors;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.UpdateFrames;
import connectly.web.identity.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Serves event streams. The request's own thread, a virtual one, rests until its stream has ended. */
@Component
final class EventStreams {
    private final Connections connections;
    private final LiveFeed feed;
    private final UpdateQueries updates;
    private final UpdateFrames frames;
    private final Cursors cursors;

    EventStreams(Connections connections, LiveFeed feed, UpdateQueries updates, UpdateFrames frames, Cursors cursors) {
        this.connections = connections;
        this.feed = feed;
        this.updates = updates;
        this.frames = frames;
        this.cursors = cursors;
    }

    /**
     * Tells what happens after the position, and returns when the stream has ended.
     *
     * @param position empty where the client's cursor is of another epoch: then that is all it is told
     * @throws connectly.web.problem.ProblemException when the caller has no place left
     */
    void serve(Caller caller, String address, OptionalLong position, HttpServletResponse response) throws IOException {
        connections.requirePlace(caller, address);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        // A proxy that collects what it passes on would make a stream a very slow poll.
        response.setHeader("X-Accel-Buffering", "no");
        EventStreamWire wire = new EventStreamWire(response.getOutputStream());
        if (position.isEmpty()) {
            wire.writeLast(Events.epochChanged(cursors.at(feed.position())));
            return;
        }
        follow(caller, address, position.getAsLong(), wire);
    }

    /** Tells it over a body that nothing is written to yet. */
    void follow(Caller caller, String address, long position, EventStreamWire wire) {
        Outbox outbox = new Outbox(wire);
        Subscription subscription =
                new Subscription(caller.requireUser(), outbox, Events::update, feed, updates, frames);
        EventStream stream = new EventStream(caller, address, outbox);
        try {
            connections.add(stream);
            outbox.offer(Events.beginning(cursors.at(position)));
            subscription.begin(position);
            wire.awaitEnd();
        } finally {
            subscription.end();
            connections.remove(stream);
            wire.end();
        }
    }
}
