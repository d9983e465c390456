package connectly.web.socket;

import connectly.web.connections.Heartbeat;
import connectly.web.conversations.RevisedMessage;
import connectly.web.conversations.SentMessage;
import connectly.web.feed.Cursors;
import connectly.web.problem.Problem;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the frames of the contract that answer one client. */
final class Frames {
    static final int LARGEST_FRAME_BYTES = 16 * 1024;
    static final String PONG = "{\"type\":\"pong\"}";
    static final String EPOCH_CHANGED = "{\"type\":\"resync\",\"reason\":\"epoch-changed\"}";
    static final String TOO_LATE = "{\"type\":\"resync\",\"reason\":\"resumed-too-late\"}";

    private static final Map<String, Integer> LIMITS =
            Map.of("frameBytes", LARGEST_FRAME_BYTES, "bodyCharacters", 4_000);

    private final JsonMapper json;
    private final Cursors cursors;

    Frames(JsonMapper json, Cursors cursors) {
        this.json = json;
        this.cursors = cursors;
    }

    private record Welcome(
            String type,
            UUID connectionId,
            UUID userId,
            String cursor,
            String epoch,
            int heartbeatSeconds,
            Map<String, Integer> limits) {}

    private record Ack(
            String type,
            @Nullable String id,
            UUID messageId,
            UUID clientMessageId,
            @Nullable Long seq,
            Instant sentAt,
            @Nullable String checksum,
            String cursor) {}

    private record Revised(String type, @Nullable String id, UUID messageId, String cursor) {}

    private record Reject(String type, @Nullable String id, Problem problem) {}

    String welcome(UUID connectionId, UUID userId, long position) {
        return json.writeValueAsString(new Welcome(
                "welcome", connectionId, userId, cursors.at(position), cursors.epoch(), Heartbeat.SECONDS, LIMITS));
    }

    String ack(@Nullable String id, SentMessage sent) {
        return json.writeValueAsString(new Ack(
                "ack",
                id,
                sent.messageId(),
                sent.clientMessageId(),
                sent.seq(),
                sent.sentAt(),
                sent.checksum(),
                sent.cursor()));
    }

    String ack(@Nullable String id, RevisedMessage revised) {
        return json.writeValueAsString(new Revised("ack", id, revised.messageId(), revised.cursor()));
    }

    String reject(@Nullable String id, Problem problem) {
        return json.writeValueAsString(new Reject("reject", id, problem));
    }
}
