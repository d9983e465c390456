package connectly.handlers.leaving;

import connectly.events.ConversationKind;
import connectly.events.MemberRole;
import connectly.events.UserId;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to end a membership.
 *
 * @param kind of the conversation; null while there is none
 * @param roles those members that matter, who joined first coming first
 */
record Roster(@Nullable ConversationKind kind, SequencedMap<UserId, MemberRole> roles) {
    static final Roster UNKNOWN = new Roster(null, new LinkedHashMap<>());

    Roster of(ConversationKind newKind) {
        return new Roster(newKind, roles);
    }

    Roster with(UserId user, MemberRole role) {
        SequencedMap<UserId, MemberRole> more = new LinkedHashMap<>(roles);
        more.put(user, role);
        return new Roster(kind, more);
    }

    Roster without(UserId user) {
        SequencedMap<UserId, MemberRole> fewer = new LinkedHashMap<>(roles);
        fewer.remove(user);
        return new Roster(kind, fewer);
    }

    boolean isMember(UserId user) {
        return roles.containsKey(user);
    }

    boolean isModerator(UserId user) {
        return roles.get(user) == MemberRole.MODERATOR;
    }

    /** Who joined first of these, where there are members but no moderator among them. */
    Optional<UserId> successor() {
        boolean moderated = roles.containsValue(MemberRole.MODERATOR);
        return moderated ? Optional.empty() : roles.keySet().stream().findFirst();
    }
}
