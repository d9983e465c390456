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

    /** A message is told as it is now, and so to those alone who were there when it became so. */
    private Set<UUID> stillThere(Set<UUID> then, UUID conversation, long revised) {
        Set<UUID> since = conversations.memberIdsSince(conversation, revised);
        since.retainAll(then);
        return since;
    }

    /** Must be asked about every change, in log order: that is how it hears of members who come and go. */
    Set<UUID> of(Change change) {
        UUID conversation = change.conversationId();
        if (change.data() instanceof Change.Message told) {
            Long revised = told.revisedPosition();
            Set<UUID> then =
                    members.computeIfAbsent(conversation, id -> conversations.memberIdsAt(id, change.position()));
            return revised == null || revised <= change.position() ? then : stillThere(then, conversation, revised);
        }
        members.remove(conversation);
        return change.onlyFor() != null
                ? Set.of(change.onlyFor())
                : conversations.memberIdsAt(conversation, change.position());
    }
}
