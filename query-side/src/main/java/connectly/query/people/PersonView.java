package connectly.query.people;

import java.util.UUID;

/** Somebody, as others see them. */
public record PersonView(UUID userId, String username, String displayName) {}
