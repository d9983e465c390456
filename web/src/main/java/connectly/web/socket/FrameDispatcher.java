package connectly.web.socket;

import connectly.web.feed.Cursors;
import connectly.web.problem.UnreadableBody;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a client's frame and hands it to whatever does what it asks. */
final class FrameDispatcher {
    private static final int LONGEST_ID = 64;

    /** The types of frame that somebody has caused who sits at the client; the others a program sends by itself. */
    private static final Set<String> BY_SOMEBODY = Set.of("send", "edit", "delete", "react", "read", "typing");

    private final JsonMapper json;
    private final Cursors cursors;
    private final Answers answers;
    private final MessageCommands messages;
    private final PassingCommands passing;
    private final ReceiptCommands receipts;

    FrameDispatcher(
            JsonMapper json,
            Cursors cursors,
            Answers answers,
            MessageCommands messages,
            PassingCommands passing,
            ReceiptCommands receipts) {
        this.json = json;
        this.cursors = cursors;
        this.answers = answers;
        this.messages = messages;
        this.passing = passing;
        this.receipts = receipts;
    }

    void dispatch(Connection connection, String text) {
        InboundFrame frame;
        try {
            frame = json.readValue(text, InboundFrame.class);
        } catch (JacksonException e) {
            answers.bad(connection, idOf(text), UnreadableBody.problem(e));
            return;
        }
        if (frame == null) {
            answers.bad(connection, null, "The frame is not a JSON object.");
            return;
        }
        if (frame.id() != null && !isEchoable(frame.id())) {
            answers.bad(connection, null, "An id has 64 characters at most, of well-formed text.");
            return;
        }
        if ("resume".equals(frame.type())) {
            resume(connection, frame);
            return;
        }
        // Whoever begins with anything else resumes from nowhere.
        connection.begin(connection.beginning());
        follow(connection, frame);
    }

    private void follow(Connection connection, InboundFrame frame) {
        UUID user = connection.userId();
        if (frame.type() != null && BY_SOMEBODY.contains(frame.type())) {
            connection.active();
        }
        switch (frame.type()) {
            case "send" -> answers.answer(connection, frame, () -> messages.send(user, frame));
            case "edit" -> answers.answer(connection, frame, () -> messages.edit(user, frame));
            case "delete" -> answers.answer(connection, frame, () -> messages.delete(user, frame));
            case "react" -> answers.answer(connection, frame, () -> messages.react(user, frame));
            case "typing" -> answers.obey(connection, frame, () -> passing.typing(user, frame));
            case "activity" -> {
                if (!passing.activity(connection, frame)) {
                    answers.bad(connection, frame.id(), "A state is active or away.");
                }
            }
            case "read" -> answers.obey(connection, frame, () -> receipts.read(user, frame));
            case "received" -> answers.obey(connection, frame, () -> receipts.received(user, frame));
            case "ping" -> connection.outbox().offer(Frames.PONG);
            case null, default -> answers.bad(connection, frame.id(), "The frame has no type that is known here.");
        }
    }

    private void resume(Connection connection, InboundFrame frame) {
        String cursor = frame.cursor();
        if (cursor == null || !cursors.isCursor(cursor)) {
            answers.bad(connection, frame.id(), "A resume needs a cursor that this server gave.");
            return;
        }
        OptionalLong position = cursors.given(cursor);
        if (position.isEmpty()) {
            connection.outbox().offer(Frames.EPOCH_CHANGED);
            connection.begin(connection.beginning());
            return;
        }
        long from = position.getAsLong();
        // The same again asks for nothing: the network may have doubled it.
        if (!connection.begin(from) && !connection.hasBegunAt(from)) {
            // Updates may be on their way that come after what it asks for: only what it fetches anew is whole.
            connection.outbox().offer(Frames.TOO_LATE);
        }
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
}
