package connectly.events;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The names under which events stand in the log. A name and its version are frozen once a log holds them: the class may
 * be renamed, the name may not.
 */
public enum EventType {
    ACCOUNT_REGISTERED("chat.AccountRegistered", 1, AccountRegistered.class),
    CONVERSATION_CREATED("chat.ConversationCreated", 1, ConversationCreated.class),
    MEMBER_JOINED("chat.MemberJoined", 1, MemberJoined.class),
    MEMBER_LEFT("chat.MemberLeft", 1, MemberLeft.class),
    MEMBER_MUTED("chat.MemberMuted", 1, MemberMuted.class),
    MEMBER_ROLE_CHANGED("chat.MemberRoleChanged", 1, MemberRoleChanged.class),
    MEMBER_UNMUTED("chat.MemberUnmuted", 1, MemberUnmuted.class),
    MESSAGE_DELETED("chat.MessageDeleted", 1, MessageDeleted.class),
    MESSAGE_EDITED("chat.MessageEdited", 1, MessageEdited.class),
    MESSAGE_SENT("chat.MessageSent", 2, MessageSent.class),
    REACTION_CHANGED("chat.ReactionChanged", 1, ReactionChanged.class),
    RECEIPTS_RECORDED("chat.ReceiptsRecorded", 1, ReceiptsRecorded.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::eventName, type -> type));

    private final String eventName;
    private final int number;
    private final String version;
    private final Class<? extends ChatEvent> payload;

    EventType(String eventName, int number, Class<? extends ChatEvent> payload) {
        this.eventName = eventName;
        this.number = number;
        this.version = Integer.toString(number);
        this.payload = payload;
    }

    /** The durable name, for example {@code chat.MessageSent}. */
    public String eventName() {
        return eventName;
    }

    /** The version of the payload's shape that is written now, counted from {@code 1}. */
    public String version() {
        return version;
    }

    /** {@link #version()} as a number. */
    int number() {
        return number;
    }

    /** The record that a payload of this type becomes. */
    public Class<? extends ChatEvent> payload() {
        return payload;
    }

    public static EventType of(ChatEvent event) {
        return switch (event) {
            case AccountRegistered _ -> ACCOUNT_REGISTERED;
            case ConversationCreated _ -> CONVERSATION_CREATED;
            case MemberJoined _ -> MEMBER_JOINED;
            case MemberLeft _ -> MEMBER_LEFT;
            case MemberMuted _ -> MEMBER_MUTED;
            case MemberRoleChanged _ -> MEMBER_ROLE_CHANGED;
            case MemberUnmuted _ -> MEMBER_UNMUTED;
            case MessageDeleted _ -> MESSAGE_DELETED;
            case MessageEdited _ -> MESSAGE_EDITED;
            case MessageSent _ -> MESSAGE_SENT;
            case ReactionChanged _ -> REACTION_CHANGED;
            case ReceiptsRecorded _ -> RECEIPTS_RECORDED;
        };
    }

    /**
     * Finds the type that the log names.
     *
     * @throws UnknownEventException when this version of Connectly does not know the name, or not yet the version
     */
    public static EventType named(String eventName, String version) {
        EventType type = BY_NAME.get(eventName);
        if (type == null || !(type.version.equals(version) || type.isOlder(version))) {
            throw new UnknownEventException(eventName, version);
        }
        return type;
    }

    private boolean isOlder(String text) {
        return text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) < number;
    }
}
