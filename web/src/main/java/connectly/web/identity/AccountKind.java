package connectly.web.identity;

/** What stands behind an account. */
public enum AccountKind {
    PERSON,
    /** A program: no password, comes in by access token only. */
    BOT
}
