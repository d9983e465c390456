package connectly.bench.chat;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Reads a conversation from its first message to its last, and holds it against what its members were sent. */
final class HistoryCheck {
    private static final int PAGE = 200;

    private final Api api;
    private final Conversation conversation;

    HistoryCheck(Api api, Conversation conversation) {
        this.api = api;
        this.conversation = conversation;
    }

    /** Returns how many messages there are. */
    long run() {
        User reader = conversation.members.getFirst().user;
        long seq = 0;
        for (boolean more = true; more; ) {
            JsonNode page = api.messages(reader, conversation.id, seq, PAGE);
            for (JsonNode item : page.path("items")) {
                seq++;
                check(item, seq);
            }
            more = !page.path("next").isNull() && !page.path("items").isEmpty();
        }
        if (seq != conversation.history.size()) {
            throw new Fault("The history of %s ends with seq %d, but its members got %d messages."
                    .formatted(conversation, seq, conversation.history.size()));
        }
        return seq;
    }

    private void check(JsonNode item, long seq) {
        if (item.path("seq").asLong() != seq) {
            throw new Fault("The history of %s has %s where seq %d belongs.".formatted(conversation, item, seq));
        }
        Ascii body = new Ascii();
        byte[] bytes = item.path("body").asString().getBytes(StandardCharsets.US_ASCII);
        body.set(bytes, 0, bytes.length);
        byte[] messageId = item.path("messageId").asString().getBytes(StandardCharsets.US_ASCII);
        if (!conversation.history.has(seq, messageId, Message.numberIn(body))) {
            throw new Fault(
                    "The history of %s has another message than its members got: %s".formatted(conversation, item));
        }
    }
}
