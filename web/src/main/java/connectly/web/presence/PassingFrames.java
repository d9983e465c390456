package connectly.web.presence;

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

    String presence(UUID user, State state) {
        return json.writeValueAsString(new PresenceFrame("presence", user, state));
    }

    String typing(UUID conversation, UUID user, boolean on) {
        return json.writeValueAsString(new TypingFrame("typing", conversation, user, on));
    }
}
