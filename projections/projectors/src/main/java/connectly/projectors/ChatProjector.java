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
import connectly.events.ReactionChanged;
import connectly.events.ReceiptsRecorded;
import connectly.readmodel.ReadModelWriter;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jooq.DSLContext;

/** Says for every event what it changes in the tables. */
final class ChatProjector {
    private ChatProjector() {}

    /** @throws RuntimeException if the event could not be read, is none of the chat, or contradicts the tables */
    static void project(EventMessage message, long position, ReadModelWriter writer) {
        project(read(message), position, writer);
    }

    /** The log has read the event already. Where it could not, the payload is the failure. */
    private static ChatEvent read(EventMessage message) {
        return switch (message.payload()) {
            case ChatEvent event -> event;
            case RuntimeException unreadable -> throw unreadable;
            case null, default -> throw new IllegalArgumentException("no event of the chat: " + message.type());
        };
    }

    private static void project(ChatEvent event, long position, ReadModelWriter writer) {
        DSLContext tables = writer.tables();
        switch (event) {
            case AccountRegistered registered -> open(registered, tables);
            case ConversationCreated created -> Conversations.begin(created, position, tables);
            case MemberJoined joined -> Members.join(joined, position, tables);
            case MemberLeft left -> Members.leave(left, position, tables);
            case MemberMuted muted -> Members.mute(muted, position, tables);
            case MemberRoleChanged changed -> Members.changeRole(changed, position, tables);
            case MemberUnmuted unmuted -> Members.unmute(unmuted, position, tables);
            case MessageDeleted deleted -> Messages.delete(deleted, position, writer);
            case MessageEdited edited -> Messages.edit(edited, position, writer);
            case MessageSent sent -> Messages.receive(sent, position, writer);
            case ReactionChanged changed -> Reactions.change(changed, position, writer);
            case ReceiptsRecorded recorded -> Receipts.raise(recorded, position, writer);
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
