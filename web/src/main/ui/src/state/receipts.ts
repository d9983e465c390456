import type { Member, Message } from '../../client';

/** How far a member is in a conversation; a server of an older version does not say. */
export type MemberProgress = Member & {
  readonly deliveredSeq?: number;
  readonly readSeq?: number;
};

export type ReceiptKind = 'delivered' | 'read';

export interface Receipts {
  readonly conversationId: string;
  readonly kind: ReceiptKind;
  /** By user id. */
  readonly seqs: ReadonlyMap<string, number>;
}

/** What an update of the given kind says of receipts; undefined where it says nothing of them. */
export function receiptsOf(kind: string, data: unknown): Receipts | undefined {
  if ((kind !== 'receipt.delivered' && kind !== 'receipt.read') || !isObject(data)) {
    return undefined;
  }
  const { conversationId, receipts } = data;
  if (typeof conversationId !== 'string' || !Array.isArray(receipts)) {
    return undefined;
  }
  const seqs = new Map<string, number>();
  for (const receipt of receipts as unknown[]) {
    if (isObject(receipt) && typeof receipt['userId'] === 'string' && typeof receipt['seq'] === 'number') {
      seqs.set(receipt['userId'], receipt['seq']);
    }
  }
  return { conversationId, kind: kind === 'receipt.read' ? 'read' : 'delivered', seqs };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Whoever sends has read what is there, and needs no receipt. */
export function receiptOfSender({ conversationId, senderId, seq }: Message): Receipts {
  return { conversationId, kind: 'read', seqs: new Map([[senderId, seq]]) };
}

/** The members after receipts. Nobody goes back, and what is read is delivered. */
export function withReceipts(members: readonly MemberProgress[], { kind, seqs }: Receipts): readonly MemberProgress[] {
  return members.map((member) => {
    const seq = seqs.get(member.userId);
    if (seq === undefined) {
      return member;
    }
    const deliveredSeq = Math.max(member.deliveredSeq ?? 0, seq);
    return kind === 'read'
      ? { ...member, deliveredSeq, readSeq: Math.max(member.readSeq ?? 0, seq) }
      : { ...member, deliveredSeq };
  });
}

/** Members as an answer lists them, none less far than was known: it may have been read before the last receipts. */
export function withKnownProgress(
  members: readonly MemberProgress[],
  known: readonly MemberProgress[],
): readonly MemberProgress[] {
  const before = new Map(known.map((member) => [member.userId, member]));
  return members.map((member) => {
    const earlier = before.get(member.userId);
    return earlier === undefined
      ? member
      : {
          ...member,
          deliveredSeq: Math.max(member.deliveredSeq ?? 0, earlier.deliveredSeq ?? 0),
          readSeq: Math.max(member.readSeq ?? 0, earlier.readSeq ?? 0),
        };
  });
}

export type DeliveryStatus = 'sent' | 'delivered' | 'read';

/** How far a message of the reader's own has come: to every other member, or not yet. */
export function statusOf(seq: number, members: readonly MemberProgress[], me: string): DeliveryStatus {
  const others = members.filter(({ userId }) => userId !== me);
  if (others.length === 0) {
    return 'sent';
  }
  if (others.every(({ readSeq }) => (readSeq ?? 0) >= seq)) {
    return 'read';
  }
  return others.every(({ deliveredSeq }) => (deliveredSeq ?? 0) >= seq) ? 'delivered' : 'sent';
}
