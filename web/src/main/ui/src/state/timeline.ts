import type { AckFrame, Message, Problem } from '../../client';

/** A message of this page that the feed has not brought back yet. */
export interface LocalMessage {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly body: string;
  readonly replyTo: string | null;
  readonly writtenAt: string;
  readonly state: 'pending' | 'sent' | 'failed';
  readonly ack: AckFrame | undefined;
  readonly problem: Problem | undefined;
  /**
   * The message of the feed that is most likely this one: an update carries no client id and may come before the ack.
   * While set, this entry is not shown; an ack or a reject settles the question.
   */
  readonly echo: string | undefined;
}

/** What is known of one conversation: a gapless run of messages, and what is on its way. */
export interface Timeline {
  /** Ascending and gapless by seq. */
  readonly messages: readonly Message[];
  readonly local: readonly LocalMessage[];
  /** False until a first page came; until then messages of the feed are only collected. */
  readonly loaded: boolean;
  readonly hasOlder: boolean;
}

export interface Applied {
  readonly timeline: Timeline;
  /** True when messages before the applied one are missing: nothing was added, fetch the history. */
  readonly gap: boolean;
}

export type Row =
  | { readonly kind: 'message'; readonly key: string; readonly message: Message }
  | { readonly kind: 'local'; readonly key: string; readonly local: LocalMessage };

export const EMPTY_TIMELINE: Timeline = { messages: [], local: [], loaded: false, hasOlder: false };

/** The seq of the newest message known, 0 when there is none. */
export function lastSeq(timeline: Timeline): number {
  return timeline.messages.at(-1)?.seq ?? 0;
}

export function rowsOf(timeline: Timeline): readonly Row[] {
  return [
    ...timeline.messages.map((message): Row => ({ kind: 'message', key: message.messageId, message })),
    ...timeline.local
      .filter((local) => local.echo === undefined)
      .map((local): Row => ({ kind: 'local', key: local.clientMessageId, local })),
  ];
}

/** Applies a message of the feed, which may be a duplicate or, after a loss, come too early. */
export function withMessage(timeline: Timeline, message: Message, me: string): Applied {
  const last = lastSeq(timeline);
  const known = timeline.messages.some((other) => other.messageId === message.messageId);
  const collecting = !timeline.loaded && timeline.messages.length === 0;
  if (known || message.seq === last + 1 || collecting) {
    const merged = { ...timeline, messages: merge(timeline.messages, [message]) };
    return { timeline: settle(known ? merged : withEcho(merged, message, me)), gap: false };
  }
  return { timeline, gap: message.seq > last };
}

/** Applies a message that was edited or deleted; one that is not known here comes with its page of the history. */
export function withRevision(timeline: Timeline, message: Message): Timeline {
  const known = timeline.messages.some((other) => other.messageId === message.messageId);
  // What comes before the first page is collected, for that page may have been read before.
  const collecting = !timeline.loaded && timeline.messages.length === 0;
  return known || collecting ? { ...timeline, messages: merge(timeline.messages, [message]) } : timeline;
}

/** Applies the newest page of the history. What is known stays when the page continues it, else the page replaces it. */
export function withNewestPage(timeline: Timeline, items: readonly Message[], hasOlder: boolean): Timeline {
  const first = items.at(0)?.seq ?? 1;
  const known = timeline.messages.filter((message) => message.seq >= first);
  const adjoins = timeline.loaded && first <= lastSeq(timeline) + 1;
  const messages = merge(adjoins ? timeline.messages : known, items);
  return settle({
    ...timeline,
    messages,
    loaded: true,
    hasOlder: adjoins ? timeline.hasOlder : hasOlder && first > 1,
  });
}

/** Applies a page that ends just before the oldest message known. */
export function withOlderPage(timeline: Timeline, items: readonly Message[], hasOlder: boolean): Timeline {
  const first = items.at(0)?.seq ?? 1;
  return settle({ ...timeline, messages: merge(timeline.messages, items), hasOlder: hasOlder && first > 1 });
}

/** Applies a page of what came after the newest message known. */
export function withNewerPage(timeline: Timeline, items: readonly Message[], me: string): Timeline {
  return items.reduce((result, message) => withMessage(result, message, me).timeline, timeline);
}

export function withLocal(timeline: Timeline, local: LocalMessage): Timeline {
  return { ...timeline, local: [...timeline.local, local] };
}

export function withoutLocal(timeline: Timeline, clientMessageId: string): Timeline {
  return { ...timeline, local: timeline.local.filter((local) => local.clientMessageId !== clientMessageId) };
}

export function acknowledged(timeline: Timeline, ack: AckFrame, me: string): Timeline {
  const local = change(timeline.local, ack.clientMessageId, { state: 'sent', ack, problem: undefined, echo: undefined });
  return settle({ ...timeline, local }, me);
}

export function rejected(timeline: Timeline, clientMessageId: string, problem: Problem): Timeline {
  const local = change(timeline.local, clientMessageId, { state: 'failed', problem, echo: undefined });
  return { ...timeline, local };
}

export function retried(timeline: Timeline, clientMessageId: string): Timeline {
  return { ...timeline, local: change(timeline.local, clientMessageId, { state: 'pending', problem: undefined }) };
}

/** Everything of the server forgotten, for its history is another one now; what is on its way stays. */
export function withoutServerState(timeline: Timeline): Timeline {
  const local = timeline.local
    .filter((entry) => entry.state !== 'sent')
    .map((entry) => ({ ...entry, echo: undefined }));
  return { ...EMPTY_TIMELINE, local };
}

function change(
  local: readonly LocalMessage[],
  clientMessageId: string,
  changes: Partial<LocalMessage>,
): readonly LocalMessage[] {
  return local.map((entry) => (entry.clientMessageId === clientMessageId ? { ...entry, ...changes } : entry));
}

function merge(known: readonly Message[], incoming: readonly Message[]): readonly Message[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of incoming) {
    bySeq.set(message.seq, later(bySeq.get(message.seq), message));
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** A page of the history may have been read before a revision that the feed has brought since. */
function later(known: Message | undefined, incoming: Message): Message {
  return known !== undefined && revisedAt(known) > revisedAt(incoming) ? known : incoming;
}

/** Times of one form and zone sort as text. */
function revisedAt(message: Message): string {
  return message.deletedAt ?? message.editedAt ?? '';
}

function withEcho(timeline: Timeline, message: Message, me: string): Timeline {
  if (message.senderId !== me) {
    return timeline;
  }
  const source = timeline.local.find(
    (entry) => entry.state === 'pending' && entry.echo === undefined && entry.body === message.body,
  );
  return source === undefined
    ? timeline
    : { ...timeline, local: change(timeline.local, source.clientMessageId, { echo: message.messageId }) };
}

/**
 * Takes sent entries out of `local` that the history has or, further up than what is loaded, will have; and, when the
 * sender is known, moves those into the history that are next in line: an ack is as good as the update that follows it.
 */
function settle(timeline: Timeline, me?: string): Timeline {
  const ids = new Set(timeline.messages.map((message) => message.messageId));
  const last = timeline.loaded ? lastSeq(timeline) : 0;
  const local = timeline.local.filter(({ ack }) => ack === undefined || !(ids.has(ack.messageId) || isUpTo(last, ack)));
  const settled = local.length === timeline.local.length ? timeline : { ...timeline, local };
  if (me === undefined || !settled.loaded) {
    return settled;
  }
  const next = settled.local.find((entry) => entry.ack?.seq === lastSeq(settled) + 1);
  return next?.ack === undefined || next.ack.seq === null
    ? settled
    : settle({ ...settled, messages: [...settled.messages, confirmed(next, next.ack, next.ack.seq, me)] }, me);
}

/** An ack without a seq is of any place. */
function isUpTo(last: number, { seq }: AckFrame): boolean {
  return seq !== null && seq <= last;
}

function confirmed(local: LocalMessage, ack: AckFrame, seq: number, senderId: string): Message {
  const { conversationId, body } = local;
  return { messageId: ack.messageId, conversationId, seq, senderId, body, sentAt: ack.sentAt };
}
