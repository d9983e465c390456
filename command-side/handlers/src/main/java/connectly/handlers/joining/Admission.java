package connectly.handlers.joining;

import connectly.events.ConversationKind;
import connectly.events.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to let somebody into a conversation.
 *
 * @param newcomer who is to be let in
 * @param host who lets them in
 * @param kind of the conversation; null while there is none
 * @param newcomerHasAccount whether there is such a person
 * @param newcomerIsMember whether they are in it now
 * @param hostIsMember whether the host is in it now
 * @param members how many are in it now
 */
record Admission(
        UserId newcomer,
        UserId host,
        @Nullable ConversationKind kind,
        boolean newcomerHasAccount,
        boolean newcomerIsMember,
        boolean hostIsMember,
        int members) {

    static Admission of(UserId newcomer, UserId host) {
        return new Admission(newcomer, host, null, false, false, false, 0);
    }

    Admission into(ConversationKind newKind) {
        return new Admission(newcomer, host, newKind, newcomerHasAccount, newcomerIsMember, hostIsMember, members);
    }

    Admission withAccount() {
        return new Admission(newcomer, host, kind, true, newcomerIsMember, hostIsMember, members);
    }

    Admission afterJoining(UserId user) {
        return afterMoving(user, true, members + 1);
    }

    Admission afterLeaving(UserId user) {
        return afterMoving(user, false, members - 1);
    }

    private Admission afterMoving(UserId user, boolean in, int newMembers) {
        return new Admission(
                newcomer,
                host,
                kind,
                newcomerHasAccount,
                user.equals(newcomer) ? in : newcomerIsMember,
                user.equals(host) ? in : hostIsMember,
                newMembers);
    }
}
