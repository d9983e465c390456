package connectly.handlers.revising;

import connectly.events.ChatEvent;
import connectly.events.ReactionChanged;
import connectly.events.UserId;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * What must be known to let somebody react to a message.
 *
 * @param revision the message, and who asks
 * @param there the reactions that it has, without those that are erased
 */
record Reactions(Revision revision, SequencedSet<Reaction> there) {
    static final Reactions UNKNOWN = new Reactions(Revision.UNKNOWN, new LinkedHashSet<>());

    record Reaction(UserId user, String emoji) {}

    Reactions after(ChatEvent event) {
        if (!(event instanceof ReactionChanged changed)) {
            return new Reactions(revision.after(event), there);
        }
        String emoji = changed.emoji();
        if (emoji == null) {
            return this;
        }
        Reaction reaction = new Reaction(changed.userId(), emoji);
        SequencedSet<Reaction> now = new LinkedHashSet<>(there);
        if (changed.on()) {
            now.add(reaction);
        } else {
            now.remove(reaction);
        }
        return new Reactions(revision, now);
    }

    boolean has(UserId user, String emoji) {
        return there.contains(new Reaction(user, emoji));
    }

    /** How many different emojis there would be with one more. */
    int emojisWith(String emoji) {
        return there.stream().map(Reaction::emoji).collect(Collectors.toSet()).size()
                + (there.stream().anyMatch(reaction -> reaction.emoji().equals(emoji)) ? 0 : 1);
    }
}
