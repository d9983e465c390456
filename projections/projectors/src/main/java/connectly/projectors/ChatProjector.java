package connectly.projectors;

import static connectly.readmodel.jooq.Tables.ACCOUNT;

import connectly.events.AccountRegistered;
import connectly.events.ChatEvent;
import connectly.events.ConversationCreated;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRoleChanged;
import connectly.events.MemberUnmuted;
import connectly.events.MessageDeleted;
import connectly.events.MessageEdited;
import connectly.events.MessageSent;
import org.jooq.DSLContext;

/** Says for every event what it changes in the tables. */
final class ChatProjector {
    private ChatProjector() {}

    static void project(ChatEvent event, long position, DSLContext tables) {
        switch (event) {
            case AccountRegistered registered -> open(registered, tables);
            case ConversationCreated created -> Conversations.begin(created, position, tables);
            case MemberJoined joined -> Members.join(joined, position, tables);
            case MemberLeft left -> Members.leave(left, position, tables);
            case MemberMuted muted -> Members.mute(muted, position, tables);
            case MemberRoleChanged changed -> Members.changeRole(changed, position, tables);
            case MemberUnmuted unmuted -> Members.unmute(unmuted, position, tables);
            case MessageDeleted deleted -> Messages.delete(deleted, position, tables);
            case MessageEdited edited -> Messages.edit(edited, position, tables);
            case MessageSent sent -> Messages.receive(sent, position, tables);
        }
    }

    private static void open(AccountRegistered event, DSLContext tables) {
        tables.insertInto(ACCOUNT)
                .set(ACCOUNT.USER_ID, event.userId().value())
                .set(ACCOUNT.USERNAME, event.username())
                .set(ACCOUNT.DISPLAY_NAME, event.displayName())
                .set(ACCOUNT.KIND, event.kind().name())
                .set(ACCOUNT.REGISTERED_AT, event.registeredAt().toEpochMilli())
                .execute();
    }
}
