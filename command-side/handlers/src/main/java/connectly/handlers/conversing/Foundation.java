package connectly.handlers.conversing;

import connectly.events.ConversationCreated;
import connectly.events.UserId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to begin a conversation.
 *
 * @param known those of the members-to-be who have an account
 * @param existing the direct conversation that these two people have already; null while there is none
 */
record Foundation(Set<UserId> known, @Nullable ConversationCreated existing) {
    static final Foundation NOTHING_KNOWN = new Foundation(Set.of(), null);

    Foundation withAccount(UserId user) {
        Set<UserId> more = new HashSet<>(known);
        more.add(user);
        return new Foundation(more, existing);
    }

    Foundation withExisting(ConversationCreated conversation) {
        return new Foundation(known, conversation);
    }
}
