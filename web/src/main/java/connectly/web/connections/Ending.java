package connectly.web.connections;

/** Why the server ends a connection. */
public enum Ending {
    /** The session or access token counts no more. */
    REVOKED,
    RESTARTING,
    /** The peer does not read what it is told. */
    TOO_SLOW,
    /** Nothing was heard of the peer for too long. */
    SILENT,
    TOO_MANY,
    ABUSE,
    TOO_BIG,
    NOT_TEXT,
    /** A text was not UTF-8. */
    BAD_TEXT,
    /** A write has failed. */
    BROKEN,
    /** We could not read what there is to tell. */
    FAILED
}
