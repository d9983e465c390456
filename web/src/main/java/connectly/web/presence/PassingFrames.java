package connectly.web.presence;

import connectly.web.connections.Frame;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Writes the frames of the contract that are told in passing. */
final class PassingFrames {
    private final JsonMapper json;

    PassingFrames(JsonMapper json) {
        this.json = json;
    }

    private record PresenceFrame(String type, UUID userId, State state) {}

    private record TypingFrame(String type, UUID conversationId, UUID userId, boolean on) {}

    Frame presence(UUID user, State state) {
        return new Frame(json.writeValueAsBytes(new PresenceFrame("presence", user, state)), null);
    }

    Frame typing(UUID conversation, UUID user, boolean on) {
        return new Frame(json.writeValueAsBytes(new TypingFrame("typing", conversation, user, on)), conversation);
    }
}
