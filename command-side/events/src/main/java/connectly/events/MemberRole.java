package connectly.events;

/** What a member may do: a {@code MODERATOR} may also mute and remove others. */
public enum MemberRole {
    MEMBER,
    MODERATOR
}
