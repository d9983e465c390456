import { describe, expect, it } from 'vitest';
import { type MemberProgress, receiptOfSender, receiptsOf, statusOf, withReceipts } from './receipts';

const member = (userId: string, deliveredSeq: number, readSeq: number): MemberProgress => ({
  userId,
  username: userId,
  displayName: userId,
  role: 'member',
  deliveredSeq,
  readSeq,
});
const read = (userId: string, seq: number): object => ({ conversationId: 'conv', receipts: [{ userId, seq }] });

describe('receipts', () => {
  it('are read from their updates, and from nothing else', () => {
    expect(receiptsOf('receipt.read', read('bob', 4))).toEqual({
      conversationId: 'conv',
      kind: 'read',
      seqs: new Map([['bob', 4]]),
    });
    expect(receiptsOf('receipt.delivered', read('bob', 4))?.kind).toBe('delivered');
    expect(receiptsOf('member.joined', read('bob', 4))).toBeUndefined();
    expect(receiptsOf('receipt.read', { conversationId: 'conv' })).toBeUndefined();
    expect(receiptsOf('receipt.read', null)).toBeUndefined();
    expect(receiptsOf('receipt.read', { conversationId: 'conv', receipts: [null, { userId: 1 }] })?.seqs.size).toBe(0);
  });

  it('raise how far a member is, and never lower it', () => {
    const members = [member('ann', 9, 9), member('bob', 4, 2)];
    const after = (kind: string, seq: number): unknown => {
      const receipts = receiptsOf(kind, read('bob', seq));
      return receipts && withReceipts(members, receipts).at(1);
    };
    expect(after('receipt.delivered', 5)).toMatchObject({ deliveredSeq: 5, readSeq: 2 });
    expect(after('receipt.delivered', 3)).toMatchObject({ deliveredSeq: 4, readSeq: 2 });
    expect(after('receipt.read', 3)).toMatchObject({ deliveredSeq: 4, readSeq: 3 });
    expect(after('receipt.read', 5)).toMatchObject({ deliveredSeq: 5, readSeq: 5 });
    expect(after('receipt.read', 1)).toMatchObject({ deliveredSeq: 4, readSeq: 2 });
  });

  it('are given by whoever sends', () => {
    const message = { messageId: 'm', conversationId: 'conv', seq: 7, senderId: 'bob', body: '', sentAt: '' };
    expect(withReceipts([member('bob', 4, 2)], receiptOfSender(message)).at(0)).toMatchObject({
      deliveredSeq: 7,
      readSeq: 7,
    });
  });
});

describe('the status of a message', () => {
  it('is what the last of the others has come to', () => {
    const members = [member('me', 5, 5), member('bob', 5, 5), member('cyd', 4, 3)];
    expect([3, 4, 5].map((seq) => statusOf(seq, members, 'me'))).toEqual(['read', 'delivered', 'sent']);
  });

  it('is sent where nobody else is, or nobody says how far they are', () => {
    expect(statusOf(1, [member('me', 5, 5)], 'me')).toBe('sent');
    expect(statusOf(1, [{ userId: 'bob', username: null, displayName: null, role: 'member' }], 'me')).toBe('sent');
  });
});
