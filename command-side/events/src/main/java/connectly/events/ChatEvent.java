package connectly.events;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fact of the chat. What a record of the log means is written here and nowhere else. */
public sealed interface ChatEvent
        permits AccountRegistered,
                ConversationCreated,
                MemberJoined,
                MemberLeft,
                MemberMuted,
                MemberRoleChanged,
                MemberUnmuted,
                MessageDeleted,
                MessageEdited,
                MessageSent,
                ReactionChanged,
                ReceiptsRecorded {

    /** The handles by which decisions find this event. */
    Set<EventTag> tags();

    /** Whose its {@link Sealed} components are; null where it has none. */
    default @Nullable ContentScope content() {
        return null;
    }
}
