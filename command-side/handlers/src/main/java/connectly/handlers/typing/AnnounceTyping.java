package connectly.handlers.typing;

import connectly.events.ConversationId;
import connectly.events.UserId;

/**
 * Asks whom to tell that somebody is typing, or no longer is.
 *
 * @param userId who types
 */
public record AnnounceTyping(ConversationId conversationId, UserId userId) {}
