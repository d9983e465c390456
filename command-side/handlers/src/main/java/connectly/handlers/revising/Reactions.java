package connectly.handlers.revising;

import connectly.events.ChatEvent;
import connectly.events.ReactionChanged;
import connectly.events.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to let somebody react to a message.
 *
 * @param revision the message, and who asks
 * @param last the last of its reactions that was put or taken away, without those that are erased; null when there is none
 */
record Reactions(Revision revision, @Nullable Step last) {
    static final Reactions UNKNOWN = new Reactions(Revision.UNKNOWN, null);

    record Reaction(UserId user, String emoji) {}

    /** A list, as they may be thousands and each decision needs the outcome once. */
    record Step(@Nullable Step before, Reaction reaction, boolean on) {}

    Reactions after(ChatEvent event) {
        if (!(event instanceof ReactionChanged changed)) {
            return new Reactions(revision.after(event), last);
        }
        String emoji = changed.emoji();
        return emoji == null
                ? this
                : new Reactions(revision, new Step(last, new Reaction(changed.userId(), emoji), changed.on()));
    }

    /** The reactions that the message has now. */
    Set<Reaction> there() {
        Map<Reaction, Boolean> now = new HashMap<>();
        for (Step step = last; step != null; step = step.before()) {
            now.putIfAbsent(step.reaction(), step.on());
        }
        return now.keySet().stream().filter(now::get).collect(Collectors.toSet());
    }
}
