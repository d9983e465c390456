import type { ConversationSummary, Message } from '../../client';

/**
 * The list after a message arrived: its conversation first, with a new last message. Undefined when the conversation
 * is not in the list.
 *
 * @param counts whether the message is unread: of somebody else, and not in front of the reader
 */
export function withLastMessage(
  list: readonly ConversationSummary[],
  message: Message,
  counts: boolean,
): readonly ConversationSummary[] | undefined {
  const summary = list.find((item) => item.conversationId === message.conversationId);
  if (summary === undefined) {
    return undefined;
  }
  if (message.seq <= (summary.lastMessage?.seq ?? 0)) {
    return list;
  }
  const changed = { ...summary, lastMessage: message, unread: summary.unread + (counts ? 1 : 0) };
  return [changed, ...list.filter((item) => item !== summary)];
}

/** The list after a message was edited or deleted, which matters where it is the last one. */
export function withRevisedMessage(
  list: readonly ConversationSummary[],
  message: Message,
): readonly ConversationSummary[] {
  return list.map((item) =>
    item.conversationId === message.conversationId && item.lastMessage?.seq === message.seq
      ? { ...item, lastMessage: message }
      : item,
  );
}

/** The list after its reader has read a conversation up to a message, here or on another device. */
export function withReadUpTo(
  list: readonly ConversationSummary[],
  conversationId: string,
  seq: number,
): readonly ConversationSummary[] {
  return list.map((item) =>
    item.conversationId === conversationId
      ? { ...item, unread: Math.min(item.unread, Math.max(0, (item.lastMessage?.seq ?? 0) - seq)) }
      : item,
  );
}

/** The list after its reader opened a conversation. */
export function withRead(
  list: readonly ConversationSummary[],
  conversationId: string | undefined,
): readonly ConversationSummary[] {
  return list.map((item) => (item.conversationId === conversationId ? { ...item, unread: 0 } : item));
}
