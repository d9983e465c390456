package connectly.web.feed;

import connectly.query.updates.Change;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes changes as clients get them: the {@code update} frame of the contract. */
public final class UpdateFrames {
    private final JsonMapper json;
    private final Cursors cursors;

    public UpdateFrames(JsonMapper json, Cursors cursors) {
        this.json = json;
        this.cursors = cursors;
    }

    /** An update as a client reads it. */
    public record Update(String type, String cursor, String kind, Object data) {}

    /** The update that tells of the change; to be written by the one {@link JsonMapper}. */
    public Update update(Change change) {
        Object data = switch (change.data()) {
            case Change.Message sent -> sent.message();
            case Change.Conversation conversation -> conversation;
            case Change.Member member -> member;
            case Change.Receipts receipts -> receipts;
        };
        return new Update("update", cursors.at(change.position()), change.kind(), data);
    }

    /** The same, written. */
    public UpdateFrame of(Change change) {
        Update update = update(change);
        return new UpdateFrame(
                update.cursor(), change.conversationId(), removed(change), json.writeValueAsBytes(update));
    }

    private static @Nullable UUID removed(Change change) {
        return change.kind().equals("member.left") && change.data() instanceof Change.Member member
                ? member.userId()
                : null;
    }
}
