package connectly.events;

import java.util.Set;

/**
 * A handle by which decisions find the events that matter to them.
 *
 * @param key what kind of thing it names, for example {@code conversation}
 * @param value which one
 */
public record EventTag(String key, String value) {
    /** Keys of tags whose values are a person's own words. */
    public static final Set<String> PRIVATE = Set.of("username");

    public static EventTag account(UserId user) {
        return new EventTag("account", user.toString());
    }

    public static EventTag username(String username) {
        return new EventTag("username", username);
    }

    public static EventTag conversation(ConversationId conversation) {
        return new EventTag("conversation", conversation.toString());
    }

    /** The only direct conversation that two people can have. */
    public static EventTag direct(DirectPair pair) {
        return new EventTag("direct", pair.first() + "/" + pair.second());
    }

    /** One person's membership of one conversation. */
    public static EventTag member(ConversationId conversation, UserId user) {
        return new EventTag("member", conversation + "/" + user);
    }

    public static EventTag message(MessageId message) {
        return new EventTag("message", message.toString());
    }

    /** A client's id of a message, which is unique within its sender only. */
    public static EventTag clientMessage(UserId sender, ClientMessageId id) {
        return new EventTag("client-message", sender + "/" + id);
    }
}
