package connectly.query.conversations;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member, as the others see them.
 *
 * @param username null once the account is erased, and so is {@code displayName}
 * @param role {@code member} or {@code moderator}
 * @param deliveredSeq up to where one of their clients has the conversation
 * @param readSeq up to where they have read it; what was said before they joined counts as read
 */
public record MemberView(
        UUID userId,
        @Nullable String username,
        @Nullable String displayName,
        String role,
        long deliveredSeq,
        long readSeq) {}
