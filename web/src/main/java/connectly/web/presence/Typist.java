package connectly.web.presence;

import java.util.UUID;

/** Somebody who types in a conversation. */
record Typist(UUID conversationId, UUID userId) {
    String key() {
        return conversationId + "/" + userId;
    }
}
