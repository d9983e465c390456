package connectly.handlers;

/** Why a command was rejected. The edge gives each its status, its code and its words. */
public enum Reason {
    USERNAME_TAKEN,
    UNKNOWN_ACCOUNT,
    DIRECT_NEEDS_ONE_OTHER_MEMBER,
    DIRECT_HAS_NO_TITLE,
    TITLE_INVALID,
    TOO_MANY_MEMBERS,
    UNKNOWN_CONVERSATION,
    NOT_A_MEMBER,
    MUTED,
    BODY_BLANK,
    BODY_TOO_LARGE,
    BODY_NOT_TEXT,
    UNKNOWN_REPLY_TARGET,
    DUPLICATE_WITH_OTHER_CONTENT
}
