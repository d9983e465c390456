package connectly.web.feed;

import connectly.query.conversations.ConversationQueries;
import connectly.query.updates.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who is told of a change. Remembers the members of the conversations lately spoken in; a change of members makes it
 * forget, and the next change reads them as of its own position. Used by the feed's thread alone, in log order, so what
 * it remembers is always right for the position at hand. Who of them is connected, each {@link Person} knows itself.
 */
final class Audiences {
    private static final int MOST_CONVERSATIONS = 10_000;

    private final ConversationQueries conversations;
    private final People people;
    private final Map<UUID, List<Person>> members = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, List<Person>> eldest) {
            return size() > MOST_CONVERSATIONS;
        }
    };

    Audiences(ConversationQueries conversations, People people) {
        this.conversations = conversations;
        this.people = people;
    }

    /** Must be asked about every change, in log order: that is how it hears of members who come and go. */
    List<Person> of(Change change) {
        return switch (change.data()) {
            case Change.Message told -> audience(told, change);
            case Change.Receipts _ -> membersAt(change);
            case Change.Conversation _, Change.Member _ -> {
                UUID conversation = change.conversationId();
                members.remove(conversation);
                yield change.onlyFor() != null
                        ? List.of(people.of(change.onlyFor()))
                        : people(conversations.memberIdsAt(conversation, change.position()));
            }
        };
    }

    private List<Person> audience(Change.Message told, Change change) {
        Long revised = told.revisedPosition();
        return revised == null || revised <= change.position()
                ? membersAt(change)
                : people(stillThere(change.conversationId(), change.position(), revised));
    }

    private List<Person> membersAt(Change change) {
        return members.computeIfAbsent(
                change.conversationId(), id -> people(conversations.memberIdsAt(id, change.position())));
    }

    /** A message is told as it is now, and so to those alone who were there when it became so. */
    private Set<UUID> stillThere(UUID conversation, long position, long revised) {
        Set<UUID> since = conversations.memberIdsSince(conversation, revised);
        since.retainAll(conversations.memberIdsAt(conversation, position));
        return since;
    }

    private List<Person> people(Set<UUID> ids) {
        return ids.stream().map(people::of).toList();
    }
}
