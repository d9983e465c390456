package connectly.query.contacts;

import java.util.Set;
import java.util.UUID;

/**
 * Who has come into a conversation that they were not in before.
 *
 * @param through up to which position of the log this is all
 */
public record Newcomers(Set<UUID> userIds, long through) {
    public Newcomers {
        userIds = Set.copyOf(userIds);
    }
}
