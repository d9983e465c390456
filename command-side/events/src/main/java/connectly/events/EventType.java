package connectly.events;

/**
 * The names under which events stand in the log. A name and its version are frozen once a log holds them: the class may
 * be renamed, the name may not.
 */
public enum EventType {
    ACCOUNT_REGISTERED("chat.AccountRegistered", "1", AccountRegistered.class),
    CONVERSATION_CREATED("chat.ConversationCreated", "1", ConversationCreated.class),
    MEMBER_JOINED("chat.MemberJoined", "1", MemberJoined.class),
    MEMBER_LEFT("chat.MemberLeft", "1", MemberLeft.class),
    MEMBER_MUTED("chat.MemberMuted", "1", MemberMuted.class),
    MEMBER_UNMUTED("chat.MemberUnmuted", "1", MemberUnmuted.class),
    MESSAGE_SENT("chat.MessageSent", "1", MessageSent.class);

    private final String eventName;
    private final String version;
    private final Class<? extends ChatEvent> payload;

    EventType(String eventName, String version, Class<? extends ChatEvent> payload) {
        this.eventName = eventName;
        this.version = version;
        this.payload = payload;
    }

    /** The durable name, for example {@code chat.MessageSent}. */
    public String eventName() {
        return eventName;
    }

    /** The version of the payload's shape, counted from {@code 1}. */
    public String version() {
        return version;
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
            case MemberUnmuted _ -> MEMBER_UNMUTED;
            case MessageSent _ -> MESSAGE_SENT;
        };
    }

    /**
     * Finds the type that the log names.
     *
     * @throws IllegalArgumentException when this version of Connectly does not know the name
     */
    public static EventType named(String eventName) {
        for (EventType type : values()) {
            if (type.eventName.equals(eventName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown event type " + eventName);
    }
}
