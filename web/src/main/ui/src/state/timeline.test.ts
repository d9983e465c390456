import { describe, expect, it } from 'vitest';
import { type AckFrame, type Message, parseProblem } from '../../client';
import {
  acknowledged,
  EMPTY_TIMELINE,
  type LocalMessage,
  rejected,
  retried,
  rowsOf,
  type Timeline,
  withLocal,
  withMessage,
  withNewerPage,
  withNewestPage,
  withOlderPage,
  withoutServerState,
  withRevision,
} from './timeline';

const ME = 'me';
const message = (seq: number, changes: Partial<Message> = {}): Message => ({
  messageId: `m${seq}`,
  conversationId: 'conv',
  seq,
  senderId: 'other',
  body: `text ${seq}`,
  sentAt: '2026-01-01T00:00:00.000Z',
  ...changes,
});
const local = (clientMessageId: string, body: string): LocalMessage => ({
  clientMessageId,
  conversationId: 'conv',
  body,
  replyTo: null,
  writtenAt: '2026-01-01T00:00:00.000Z',
  state: 'pending',
  ack: undefined,
  problem: undefined,
  echo: undefined,
});
const ack = (clientMessageId: string, seq: number | null): AckFrame => ({
  type: 'ack',
  id: clientMessageId,
  clientMessageId,
  messageId: `m-${clientMessageId}`,
  seq,
  sentAt: '2026-01-01T00:00:01.000Z',
});
const loaded = (...seqs: number[]): Timeline =>
  withNewestPage(
    EMPTY_TIMELINE,
    seqs.map((seq) => message(seq)),
    true,
  );
const seqs = (timeline: Timeline): number[] => timeline.messages.map(({ seq }) => seq);
const keys = (timeline: Timeline): string[] => rowsOf(timeline).map(({ key }) => key);

describe('a revised message', () => {
  const edited = (seq: number): Message => message(seq, { body: 'edited', editedAt: '2026-01-01T00:01:00.000Z' });
  const deleted = (seq: number): Message =>
    message(seq, { body: null, editedAt: '2026-01-01T00:01:00.000Z', deletedAt: '2026-01-01T00:02:00.000Z' });
  const bodies = (timeline: Timeline): (string | null)[] => timeline.messages.map(({ body }) => body);

  it('takes the place of what it was', () => {
    expect(bodies(withRevision(loaded(1, 2, 3), edited(2)))).toEqual(['text 1', 'edited', 'text 3']);
    expect(bodies(withRevision(withRevision(loaded(1, 2), edited(2)), deleted(2)))).toEqual(['text 1', null]);
  });

  it('is left to its page of the history when that is not loaded', () => {
    expect(seqs(withRevision(loaded(5, 6), edited(2)))).toEqual([5, 6]);
  });

  it('is not undone by a page that was read before it', () => {
    const revised = withRevision(loaded(2, 3), deleted(2));
    expect(bodies(withNewestPage(revised, [message(2), message(3)], false))).toEqual([null, 'text 3']);
    expect(bodies(withNewestPage(revised, [edited(2), message(3)], false))).toEqual([null, 'text 3']);
    expect(bodies(withOlderPage(revised, [message(1), message(2)], false))).toEqual(['text 1', null, 'text 3']);
  });

  it('is not undone by the first page, when it comes before that', () => {
    const collected = withRevision(EMPTY_TIMELINE, edited(2));
    expect(bodies(withNewestPage(collected, [message(1), message(2)], false))).toEqual(['text 1', 'edited']);
  });

  it('gives way to a page that was read after it', () => {
    const revised = withRevision(loaded(1, 2), edited(2));
    expect(bodies(withNewestPage(revised, [message(1), deleted(2)], false))).toEqual(['text 1', null]);
  });
});

describe('a message of the feed', () => {
  it('is appended when it is next', () => {
    const { timeline, gap } = withMessage(loaded(1, 2), message(3), ME);
    expect(seqs(timeline)).toEqual([1, 2, 3]);
    expect(gap).toBe(false);
  });

  it('changes nothing when it comes twice', () => {
    const once = withMessage(loaded(1, 2), message(3), ME).timeline;
    const { timeline, gap } = withMessage(once, message(3), ME);
    expect(seqs(timeline)).toEqual([1, 2, 3]);
    expect(gap).toBe(false);
  });

  it('tells of a gap when others are missing before it, and is not added', () => {
    const { timeline, gap } = withMessage(loaded(1, 2), message(5), ME);
    expect(seqs(timeline)).toEqual([1, 2]);
    expect(gap).toBe(true);
  });

  it('tells of a gap in a conversation thought to be empty', () => {
    expect(withMessage(loaded(), message(2), ME).gap).toBe(true);
    expect(withMessage(loaded(), message(1), ME).gap).toBe(false);
  });

  it('is ignored when it is older than what was loaded', () => {
    const { timeline, gap } = withMessage(loaded(5, 6), message(2), ME);
    expect(seqs(timeline)).toEqual([5, 6]);
    expect(gap).toBe(false);
  });

  it('that comes while the first page is on its way is kept', () => {
    const early = withMessage(EMPTY_TIMELINE, message(9), ME);
    expect(early.gap).toBe(false);
    const timeline = withNewestPage(early.timeline, [message(7), message(8)], true);
    expect(seqs(timeline)).toEqual([7, 8, 9]);
  });
});

describe('a page', () => {
  it('of older messages comes before, in order', () => {
    const timeline = withOlderPage(loaded(3, 4), [message(1), message(2)], false);
    expect(seqs(timeline)).toEqual([1, 2, 3, 4]);
    expect(timeline.hasOlder).toBe(false);
  });

  it('that begins with the first message has nothing older, whatever it claims', () => {
    expect(loaded(1, 2).hasOlder).toBe(false);
    expect(loaded(2, 3).hasOlder).toBe(true);
  });

  it('of newer messages closes the gap', () => {
    const timeline = withNewerPage(loaded(1, 2), [message(3), message(4), message(5)], ME);
    expect(seqs(timeline)).toEqual([1, 2, 3, 4, 5]);
  });

  it('that continues what is known keeps it', () => {
    const timeline = withNewestPage(loaded(1, 2, 3), [message(3), message(4)], true);
    expect(seqs(timeline)).toEqual([1, 2, 3, 4]);
  });

  it('that does not continue what is known replaces it: no hole may show', () => {
    const timeline = withNewestPage(loaded(1, 2), [message(8), message(9)], true);
    expect(seqs(timeline)).toEqual([8, 9]);
    expect(timeline.hasOlder).toBe(true);
  });
});

describe('an own message', () => {
  const sending = withLocal(loaded(1), local('a', 'hi'));

  it('stands at the end while it is on its way', () => {
    expect(keys(sending)).toEqual(['m1', 'a']);
    expect(keys(withMessage(sending, message(2), ME).timeline)).toEqual(['m1', 'm2', 'a']);
  });

  it('takes its place with the ack when it is next', () => {
    const timeline = acknowledged(sending, ack('a', 2), ME);
    expect(seqs(timeline)).toEqual([1, 2]);
    expect(timeline.local).toEqual([]);
    expect(timeline.messages.at(-1)).toMatchObject({ messageId: 'm-a', senderId: ME, body: 'hi' });
    expect(withMessage(timeline, message(2, { messageId: 'm-a', senderId: ME }), ME).timeline.messages).toHaveLength(2);
  });

  it('waits for the feed when others were faster, and then shows once', () => {
    const acked = acknowledged(sending, ack('a', 3), ME);
    expect(keys(acked)).toEqual(['m1', 'a']);
    expect(acked.local[0]?.state).toBe('sent');
    const between = withMessage(acked, message(2), ME).timeline;
    const done = withMessage(between, message(3, { messageId: 'm-a', senderId: ME, body: 'hi' }), ME).timeline;
    expect(keys(done)).toEqual(['m1', 'm2', 'm-a']);
    expect(done.local).toEqual([]);
  });

  it('acknowledged without a seq waits for the feed', () => {
    const acked = acknowledged(sending, ack('a', null), ME);
    expect(keys(acked)).toEqual(['m1', 'a']);
    const done = withMessage(acked, message(2, { messageId: 'm-a', senderId: ME, body: 'hi' }), ME).timeline;
    expect(keys(done)).toEqual(['m1', 'm-a']);
  });

  it('whose update comes before its ack shows once all the time', () => {
    const echoed = withMessage(sending, message(2, { messageId: 'm-a', senderId: ME, body: 'hi' }), ME).timeline;
    expect(keys(echoed)).toEqual(['m1', 'm-a']);
    const done = acknowledged(echoed, ack('a', 2), ME);
    expect(keys(done)).toEqual(['m1', 'm-a']);
    expect(done.local).toEqual([]);
  });

  it('is not taken for the same words of somebody else', () => {
    const timeline = withMessage(sending, message(2, { senderId: 'other', body: 'hi' }), ME).timeline;
    expect(keys(timeline)).toEqual(['m1', 'm2', 'a']);
  });

  it('that was only taken for another one comes back when it is rejected', () => {
    const echoed = withMessage(sending, message(2, { senderId: ME, body: 'hi' }), ME).timeline;
    expect(keys(echoed)).toEqual(['m1', 'm2']);
    const timeline = rejected(echoed, 'a', parseProblem({ code: 'muted' }, 403));
    expect(keys(timeline)).toEqual(['m1', 'm2', 'a']);
    expect(timeline.local[0]).toMatchObject({ state: 'failed', problem: { code: 'muted' } });
    expect(retried(timeline, 'a').local[0]).toMatchObject({ state: 'pending', problem: undefined });
  });

  it('that is older than what is loaded is found further up, and once', () => {
    const own = message(100, { messageId: 'm-a', senderId: ME, body: 'hi' });
    const late = withLocal(loaded(101, 102), local('a', 'hi'));
    for (const seq of [100, null]) {
      const acked = acknowledged(late, ack('a', seq), ME);
      expect(keys(withOlderPage(acked, [message(99), own], true))).toEqual(['m99', 'm-a', 'm101', 'm102']);
    }
    expect(keys(acknowledged(late, ack('a', 100), ME))).toEqual(['m101', 'm102']);
    const early = acknowledged(withLocal(EMPTY_TIMELINE, local('a', 'hi')), ack('a', 100), ME);
    expect(keys(early)).toEqual(['a']);
    expect(keys(withNewestPage(early, [message(101), message(102)], true))).toEqual(['m101', 'm102']);
  });

  it('outlives a resync while it is on its way', () => {
    const timeline = withoutServerState(acknowledged(withLocal(sending, local('b', 'ho')), ack('b', null), ME));
    expect(timeline.loaded).toBe(false);
    expect(keys(timeline)).toEqual(['a']);
  });
});
