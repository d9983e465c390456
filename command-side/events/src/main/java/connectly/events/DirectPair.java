package connectly.events;

/**
 * The two people of a direct conversation, in an order that does not depend on who began it.
 *
 * @param first the person whose id sorts first
 * @param second the other one
 */
public record DirectPair(UserId first, UserId second) {
    public static DirectPair of(UserId one, UserId other) {
        return one.toString().compareTo(other.toString()) <= 0
                ? new DirectPair(one, other)
                : new DirectPair(other, one);
    }
}
