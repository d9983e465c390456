package connectly.web.updates;

import connectly.query.updates.Change;
import connectly.query.updates.Changes;
import connectly.query.updates.UpdateQueries;
import connectly.web.connections.Connections;
import connectly.web.connections.Ending;
import connectly.web.feed.Cursors;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.UpdateFrames;
import connectly.web.identity.Caller;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.updates.UpdatesController.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Answers polls. The feed only wakes one that waits; what it answers it reads, by the query that a socket resumes with.
 * It waits on the request's own thread, which is a virtual one, and holds nothing of the read model meanwhile.
 */
@Component
final class LongPolls {
    /** The most updates in one answer, as of the messages in a page of history. */
    static final int MOST_UPDATES = 200;

    private final Connections connections;
    private final LiveFeed feed;
    private final UpdateQueries updates;
    private final UpdateFrames frames;
    private final Cursors cursors;

    LongPolls(Connections connections, LiveFeed feed, UpdateQueries updates, UpdateFrames frames, Cursors cursors) {
        this.connections = connections;
        this.feed = feed;
        this.updates = updates;
        this.frames = frames;
        this.cursors = cursors;
    }

    /**
     * What happened after the position; where that is nothing, what happens within {@code patience}.
     *
     * @throws connectly.web.problem.ProblemException when it may not wait, or the caller's session ends meanwhile
     */
    Answer answer(Caller caller, String address, long position, Duration patience) {
        UUID user = caller.requireUser();
        Changes changes = toTheFeed(updates.since(position, user), user);
        return answer(
                changes.items().isEmpty() && patience.isPositive()
                        ? awaited(caller, address, changes, patience)
                        : changes);
    }

    /** Reads on, over stretches of the log in which there is nothing for the user, to where the feed is. */
    private Changes toTheFeed(Changes none, UUID user) {
        Changes changes = none;
        while (changes.items().isEmpty() && changes.through() < feed.position()) {
            changes = updates.since(changes.through(), user);
        }
        return changes;
    }

    private Changes awaited(Caller caller, String address, Changes none, Duration patience) {
        connections.requirePlace(caller, address);
        UUID user = caller.requireUser();
        LongPoll poll = new LongPoll(caller, address);
        connections.add(poll);
        try {
            Changes changes = none;
            while (changes.items().isEmpty() && !feed.join(poll, changes.through())) {
                changes = updates.since(changes.through(), user);
            }
            if (changes.items().isEmpty()) {
                poll.await(patience);
                refuseIfEnded(poll);
                changes = toTheFeed(updates.since(changes.through(), user), user);
            }
            return changes;
        } finally {
            feed.leave(poll);
            connections.remove(poll);
        }
    }

    /** A server that goes down lets a poll have what there is; its client comes back like any other. */
    private static void refuseIfEnded(LongPoll poll) {
        if (poll.ending() == Ending.REVOKED) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED)
                    .detail("The session or token counts no more.")
                    .toException();
        }
        if (poll.ending() == Ending.TOO_MANY) {
            throw Connections.tooMany();
        }
    }

    private Answer answer(Changes changes) {
        List<Change> items = changes.items();
        List<Change> page = items.subList(0, Math.min(items.size(), MOST_UPDATES));
        long through = page.size() < items.size() ? page.getLast().position() : changes.through();
        return new Answer(page.stream().map(frames::update).toList(), cursors.at(through));
    }
}
