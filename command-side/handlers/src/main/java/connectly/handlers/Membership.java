package connectly.handlers;

/** What holds for the members of every conversation. */
public final class Membership {
    /** The most members that a conversation can have at once. */
    public static final int MOST_MEMBERS = 1_000;

    private Membership() {}
}
