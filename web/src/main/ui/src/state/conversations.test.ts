import { describe, expect, it } from 'vitest';
import type { ConversationSummary, Message } from '../../client';
import { withLastMessage, withRead, withReadUpTo, withRevisedMessage } from './conversations';

const summary = (conversationId: string, unread = 0): ConversationSummary => ({
  conversationId,
  kind: 'group',
  title: conversationId,
  lastMessage: null,
  unread,
});
const message = (conversationId: string, seq: number): Message => ({
  messageId: `m${seq}`,
  conversationId,
  seq,
  senderId: 'other',
  body: 'hi',
  sentAt: '2026-01-01T00:00:00.000Z',
});
const ids = (list: readonly ConversationSummary[] | undefined): string[] | undefined =>
  list?.map(({ conversationId }) => conversationId);

describe('the list of conversations', () => {
  it('puts the one with the newest message first and counts it', () => {
    const list = withLastMessage([summary('a'), summary('b')], message('b', 1), true);
    expect(ids(list)).toEqual(['b', 'a']);
    expect(list?.[0]).toMatchObject({ unread: 1, lastMessage: { body: 'hi', seq: 1 } });
  });

  it('counts a repeated message once', () => {
    const once = withLastMessage([summary('a')], message('a', 1), true) ?? [];
    expect(withLastMessage(once, message('a', 1), true)).toEqual(once);
  });

  it('says when a conversation is missing', () => {
    expect(withLastMessage([summary('a')], message('b', 1), true)).toBeUndefined();
  });

  it('shows the last message as it was revised, and no other', () => {
    const list = withLastMessage([summary('a'), summary('b', 4)], message('a', 2), true) ?? [];
    const revised = withRevisedMessage(list, { ...message('a', 2), body: null });
    expect(revised).toMatchObject([{ unread: 1, lastMessage: { body: null } }, { unread: 4 }]);
    expect(withRevisedMessage(list, { ...message('a', 1), body: null })).toEqual(list);
    expect(withRevisedMessage(list, { ...message('b', 2), body: null })).toEqual(list);
  });

  it('has no more unread than what came after what was read on another device', () => {
    const last = { body: 'hi', senderId: 'bob', sentAt: '2026-01-01T00:00:00.000Z', seq: 9 };
    const list = [{ ...summary('a', 4), lastMessage: last }, summary('b', 2)];
    const unread = (seq: number): number[] => withReadUpTo(list, 'a', seq).map((item) => item.unread);
    expect([unread(3), unread(7), unread(9), unread(12)]).toEqual([[4, 2], [2, 2], [0, 2], [0, 2]]);
  });

  it('has nothing unread in the one that is opened', () => {
    expect(withRead([summary('a', 3), summary('b', 2)], 'a').map(({ unread }) => unread)).toEqual([0, 2]);
  });
});
