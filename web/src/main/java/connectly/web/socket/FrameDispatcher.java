package connectly.web.socket;

import connectly.web.connections.Ending;
import connectly.web.conversations.Fields;
import connectly.web.conversations.Revising;
import connectly.web.conversations.Sending;
import connectly.web.feed.Cursors;
import connectly.web.identity.Scope;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import connectly.web.problem.UnreadableBody;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does what a client's frame asks, and answers it. */
final class FrameDispatcher {
    private static final Logger log = LoggerFactory.getLogger(FrameDispatcher.class);

    /** Commands of one socket that may wait for their acknowledgement. */
    private static final int MOST_UNANSWERED = 256;

    private static final int LONGEST_ID = 64;
    /** Bad frames of one socket before it is closed. */
    private static final int MOST_BAD_FRAMES = 50;

    private final JsonMapper json;
    private final Frames frames;
    private final Cursors cursors;
    private final Sending sending;
    private final Revising revising;

    FrameDispatcher(JsonMapper json, Frames frames, Cursors cursors, Sending sending, Revising revising) {
        this.json = json;
        this.frames = frames;
        this.cursors = cursors;
        this.sending = sending;
        this.revising = revising;
    }

    void dispatch(Connection connection, String text) {
        InboundFrame frame;
        try {
            frame = json.readValue(text, InboundFrame.class);
        } catch (JacksonException e) {
            bad(connection, idOf(text), UnreadableBody.problem(e));
            return;
        }
        if (frame == null) {
            bad(connection, null, "The frame is not a JSON object.");
            return;
        }
        if (frame.id() != null && !isEchoable(frame.id())) {
            bad(connection, null, "An id has 64 characters at most, of well-formed text.");
            return;
        }
        if ("resume".equals(frame.type())) {
            resume(connection, frame);
            return;
        }
        // Whoever begins with anything else resumes from nowhere.
        connection.begin(connection.beginning());
        switch (frame.type()) {
            case "send" -> answer(connection, frame, () -> send(connection.userId(), frame));
            case "edit" -> answer(connection, frame, () -> edit(connection.userId(), frame));
            case "delete" -> answer(connection, frame, () -> delete(connection.userId(), frame));
            case "ping" -> connection.outbox().offer(Frames.PONG);
            case null, default -> bad(connection, frame.id(), "The frame has no type that is known here.");
        }
    }

    private void resume(Connection connection, InboundFrame frame) {
        String cursor = frame.cursor();
        if (cursor == null || !cursors.isCursor(cursor)) {
            bad(connection, frame.id(), "A resume needs a cursor that this server gave.");
            return;
        }
        OptionalLong position = cursors.position(cursor);
        if (position.isEmpty()) {
            connection.outbox().offer(Frames.EPOCH_CHANGED);
            connection.begin(connection.beginning());
            return;
        }
        if (!connection.begin(position.getAsLong())) {
            // Updates may be on their way that come after what it asks for: only what it fetches anew is whole.
            connection.outbox().offer(Frames.TOO_LATE);
        }
    }

    private CompletableFuture<String> send(UUID sender, InboundFrame frame) {
        Fields fields = new Fields();
        UUID conversation = fields.requiredId("conversationId", frame.conversationId());
        fields.throwIfAny();
        return sending.send(sender, conversation, frame.message()).thenApply(sent -> frames.ack(frame.id(), sent));
    }

    private CompletableFuture<String> edit(UUID editor, InboundFrame frame) {
        Fields fields = new Fields();
        UUID conversation = fields.requiredId("conversationId", frame.conversationId());
        UUID message = fields.requiredId("messageId", frame.messageId());
        fields.throwIfAny();
        return revising.edit(editor, conversation, message, frame.body())
                .thenApply(revised -> frames.ack(frame.id(), revised));
    }

    private CompletableFuture<String> delete(UUID user, InboundFrame frame) {
        Fields fields = new Fields();
        UUID conversation = fields.requiredId("conversationId", frame.conversationId());
        UUID message = fields.requiredId("messageId", frame.messageId());
        fields.throwIfAny();
        return revising.delete(user, conversation, message).thenApply(revised -> frames.ack(frame.id(), revised));
    }

    /** Does what a frame asks for, if its socket may ask, and answers it by an ack or a reject. */
    private void answer(Connection connection, InboundFrame frame, Supplier<CompletableFuture<String>> command) {
        if (!connection.caller().may(Scope.WRITE)) {
            reject(connection, frame, ProblemCode.FORBIDDEN, "This access token may only read.");
            return;
        }
        if (connection.unanswered().incrementAndGet() > MOST_UNANSWERED) {
            connection.unanswered().decrementAndGet();
            reject(
                    connection,
                    frame,
                    ProblemCode.RATE_LIMITED,
                    "Too many messages of this socket wait for their acknowledgement.");
            return;
        }
        var _ = started(command).whenComplete((ack, failure) -> {
            connection.unanswered().decrementAndGet();
            connection.outbox().offer(ack != null ? ack : frames.reject(frame.id(), problem(failure)));
        });
    }

    /** A refusal before the command is sent becomes a failure like one after it, so both are answered alike. */
    private static CompletableFuture<String> started(Supplier<CompletableFuture<String>> command) {
        try {
            return command.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void reject(Connection connection, InboundFrame frame, ProblemCode code, String detail) {
        connection
                .outbox()
                .offer(frames.reject(frame.id(), Problem.of(code).detail(detail).build()));
    }

    private static Problem problem(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof ProblemException expected) {
            return expected.problem();
        }
        Problem internal = Problem.of(ProblemCode.INTERNAL).build();
        log.error("what a frame asked for could not be done, correlation id {}", internal.correlationId(), cause);
        return internal;
    }

    /** The id of a frame that is not as it should be, so that its client learns which one it was. */
    private @Nullable String idOf(String text) {
        try {
            JsonNode id = json.readTree(text).path("id");
            return id.isString() && isEchoable(id.stringValue()) ? id.stringValue() : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static boolean isEchoable(String id) {
        return id.length() <= LONGEST_ID
                && id.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    private void bad(Connection connection, @Nullable String id, String detail) {
        bad(
                connection,
                id,
                Problem.of(ProblemCode.VALIDATION_FAILED).detail(detail).build());
    }

    private void bad(Connection connection, @Nullable String id, Problem problem) {
        connection.outbox().offer(frames.reject(id, problem));
        if (connection.badFrames().incrementAndGet() > MOST_BAD_FRAMES) {
            connection.outbox().close(Ending.ABUSE);
        }
    }
}
