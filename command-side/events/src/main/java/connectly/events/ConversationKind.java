package connectly.events;

/** {@code DIRECT}: two people, once for ever. {@code GROUP}: any members, with a title. */
public enum ConversationKind {
    DIRECT,
    GROUP
}
