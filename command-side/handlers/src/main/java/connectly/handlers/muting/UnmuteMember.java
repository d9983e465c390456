package connectly.handlers.muting;

import connectly.events.ConversationId;
import connectly.events.UserId;

/**
 * Asks that somebody may write again.
 *
 * @param userId who is muted; a mute outlasts the membership, so they need not be a member
 * @param unmutedBy who asks; must be a moderator
 */
public record UnmuteMember(ConversationId conversationId, UserId userId, UserId unmutedBy) {}
