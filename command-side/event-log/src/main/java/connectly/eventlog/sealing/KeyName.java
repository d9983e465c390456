package connectly.eventlog.sealing;

import java.time.YearMonth;

/**
 * Which key.
 *
 * @param kind what it is for
 * @param subject whose it is; empty where there is only one of its kind
 * @param period the month it is for, {@code 2026-11}; empty where it has none
 */
record KeyName(Kind kind, String subject, String period) {
    /** Seals nothing by itself: tells one value of a private tag from another. */
    static final KeyName TAGS = new KeyName(Kind.TAGS, "", "");

    /** Signs the checkpoints of the log. */
    static final KeyName SIGNING = new KeyName(Kind.SIGNING, "", "");

    enum Kind {
        AUTHOR,
        CONTEXT,
        TAGS,
        SIGNING
    }

    static KeyName author(String author) {
        return new KeyName(Kind.AUTHOR, author, "");
    }

    static KeyName context(String context, YearMonth month) {
        return new KeyName(Kind.CONTEXT, context, month.toString());
    }
}
