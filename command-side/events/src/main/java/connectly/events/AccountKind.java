package connectly.events;

/** Who is behind an account: a {@code PERSON}, who logs in, or a {@code BOT}, a program with an access token. */
public enum AccountKind {
    PERSON,
    BOT
}
