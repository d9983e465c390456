package connectly.events;

import org.jspecify.annotations.Nullable;

/**
 * Whose the sealed components of an event are, and so what erases them.
 *
 * @param author who wrote them: erasing that account erases them
 * @param conversation where they expire with the other messages of their month; null for what has no age, such as a name
 */
public record ContentScope(UserId author, @Nullable ConversationId conversation) {}
