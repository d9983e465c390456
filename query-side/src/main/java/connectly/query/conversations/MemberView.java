package connectly.query.conversations;

import java.util.UUID;

/** A member, as the others see them. {@code role} is {@code member} or {@code moderator}. */
public record MemberView(UUID userId, String username, String displayName, String role) {}
