package connectly.query.conversations;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member, as the others see them.
 *
 * @param username null once the account is erased, and so is {@code displayName}
 * @param role {@code member} or {@code moderator}
 */
public record MemberView(
        UUID userId, @Nullable String username, @Nullable String displayName, String role) {}
