package connectly.events;

/** How far a message has come to somebody. */
public enum ReceiptKind {
    /** One of their clients has it. */
    DELIVERED,
    /** They have seen it. */
    READ
}
