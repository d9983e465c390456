package connectly.web.feed;

import connectly.query.conversations.ConversationQueries;
import connectly.query.updates.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who is told of a change. Remembers the members of the conversations lately spoken in; a change of members makes it
 * forget, and the next change reads them as of its own position. Used by the feed's thread alone, in log order, so what
 * it remembers is always right for the position at hand.
 */
final class Audiences {
    private static final int MOST_CONVERSATIONS = 10_000;

    private final ConversationQueries conversations;
    private final Map<UUID, Set<UUID>> members = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Set<UUID>> eldest) {
            return size() > MOST_CONVERSATIONS;
        }
    };

    Audiences(ConversationQueries conversations) {
        this.conversations = conversations;
    }

    /** Must be told of every change, in order, before {@link #of} is asked about it. */
    void follow(Change change) {
        if (!(change.data() instanceof Change.Message)) {
            members.remove(change.conversationId());
        }
    }

    Set<UUID> of(Change change) {
        if (change.onlyFor() != null) {
            return Set.of(change.onlyFor());
        }
        if (!(change.data() instanceof Change.Message)) {
            return conversations.memberIdsAt(change.conversationId(), change.position());
        }
        return members.computeIfAbsent(change.conversationId(), id -> conversations.memberIdsAt(id, change.position()));
    }
}
