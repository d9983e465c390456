package connectly.web.updates;

import connectly.web.feed.Cursors;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.UpdateFrames.Update;
import connectly.web.identity.Caller;
import connectly.web.limits.ClientAddress;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/updates")
final class UpdatesController {
    private static final int LONGEST_WAIT_SECONDS = 30;
    /** What a browser sends when an event stream was cut: the {@code id} of the last event that it had. */
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Cursors cursors;
    private final LiveFeed feed;
    private final LongPolls polls;
    private final EventStreams streams;

    UpdatesController(Cursors cursors, LiveFeed feed, LongPolls polls, EventStreams streams) {
        this.cursors = cursors;
        this.feed = feed;
        this.polls = polls;
        this.streams = streams;
    }

    /** @param cursor where the next poll goes on */
    record Answer(List<Update> updates, String cursor) {}

    @GetMapping
    Answer poll(
            @RequestParam @Nullable String after,
            @RequestParam(defaultValue = "0") int waitSeconds,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        if (waitSeconds < 0 || waitSeconds > LONGEST_WAIT_SECONDS) {
            throw Problem.of(ProblemCode.VALIDATION_FAILED)
                    .field("waitSeconds", "out-of-range", "A poll waits 0 to 30 seconds.")
                    .toException();
        }
        long position = position("after", after).orElseThrow(UpdatesController::epochChanged);
        return polls.answer(caller, ClientAddress.of(request), position, Duration.ofSeconds(waitSeconds));
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            @RequestParam @Nullable String after,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpRequestMethodNotSupportedException {
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            // Its answer has no body, so that writing would never show that the client has gone.
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of(HttpMethod.GET.name()));
        }
        caller.requireUser();
        OptionalLong position = lastEventId == null ? position("after", after) : position(LAST_EVENT_ID, lastEventId);
        streams.serve(caller, ClientAddress.of(request), position, response);
    }

    /** Where to go on: now, where no cursor is given; empty for a cursor that this log never gave. */
    private OptionalLong position(String field, @Nullable String cursor) {
        if (cursor == null) {
            return OptionalLong.of(feed.position());
        }
        if (!cursors.isCursor(cursor)) {
            throw Problem.of(ProblemCode.VALIDATION_FAILED)
                    .field(field, "malformed", "This is no cursor that a server gave.")
                    .toException();
        }
        return cursors.given(cursor);
    }

    private static RuntimeException epochChanged() {
        return Problem.of(ProblemCode.CONFLICT)
                .detail("The cursor is of another epoch. Fetch the lists again, and go on without it.")
                .field("after", "epoch-changed", "This cursor belongs to another log.")
                .toException();
    }
}
