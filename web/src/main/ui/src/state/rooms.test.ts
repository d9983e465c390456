import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, type Message } from '../../client';
import { Rooms } from './rooms';

const message = (seq: number): Message => ({
  messageId: `m${seq}`,
  conversationId: 'conv',
  seq,
  senderId: 'bob',
  body: `text ${seq}`,
  sentAt: '2026-01-01T00:00:00.000Z',
});
const page = (...seqs: readonly number[]): object => ({ items: seqs.map(message), next: null, previous: null });
const detail = (readSeq: number, ...others: readonly string[]): object => ({
  conversationId: 'conv',
  kind: 'group',
  title: 'Team',
  members: ['bob', ...others].map((userId) => ({ userId, username: userId, displayName: userId, role: 'member', readSeq })),
});

/** A room with one message, in front of a server that a test speaks for: it answers one call after the other. */
async function opened() {
  const calls: string[] = [];
  const answers: ((response: Response) => void)[] = [];
  const api = new Api((input) => {
    calls.push(input instanceof Request ? input.url : input.toString());
    return new Promise((resolve) => {
      answers.push(resolve);
    });
  });
  const answer = async (status: number, body: object): Promise<void> => {
    answers.shift()?.(new Response(JSON.stringify(body), { status }));
    await pass();
  };
  const rooms = new Rooms(api, () => 'me');
  const seqs = (): number[] | undefined => rooms.get('conv')?.timeline.messages.map(({ seq }) => seq);
  const members = (): unknown => rooms.get('conv')?.detail?.members;
  rooms.open('conv');
  await answer(200, page(1));
  await answer(200, detail(0));
  expect(rooms.get('conv')?.status).toBe('ready');
  calls.length = 0;
  return { rooms, calls, answer, seqs, members };
}

const pass = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the members of a conversation', () => {
  it('are fetched once, and once more, however many come meanwhile', async () => {
    const { rooms, calls, answer, members } = await opened();
    for (let i = 0; i < 150; i++) {
      rooms.membersChanged('conv');
    }
    expect(calls).toHaveLength(1);
    await answer(200, detail(0, 'ann'));
    expect(calls).toHaveLength(2);
    await answer(200, detail(0, 'ann', 'cid'));
    expect(members()).toMatchObject([{ userId: 'bob' }, { userId: 'ann' }, { userId: 'cid' }]);
    await pass(100_000);
    expect(calls).toHaveLength(2);
  });

  it('stay as far as their receipts have said, whatever an older answer says', async () => {
    const { rooms, answer, members } = await opened();
    rooms.membersChanged('conv');
    rooms.raise({ conversationId: 'conv', kind: 'read', seqs: new Map([['bob', 9]]) });
    await answer(200, detail(2, 'ann'));
    expect(members()).toMatchObject([{ userId: 'bob', readSeq: 9, deliveredSeq: 9 }, { userId: 'ann', readSeq: 2 }]);
  });

  it('are asked for by one call after the other, so that no earlier answer puts them back', async () => {
    const { rooms, calls, answer, members } = await opened();
    void rooms.load('conv');
    rooms.membersChanged('conv');
    expect(calls).toHaveLength(2);
    await answer(200, page(1));
    await answer(200, detail(0));
    await answer(200, detail(0, 'ann'));
    expect(members()).toMatchObject([{ userId: 'bob' }, { userId: 'ann' }]);
  });
});

describe('messages that are missing', () => {
  it('are asked for again with growing waits, whatever else comes', async () => {
    const { rooms, calls, answer, seqs } = await opened();
    rooms.receive(message(3));
    for (const [count, ms] of [[1, 250], [2, 500], [3, 1000]] as const) {
      await answer(503, {});
      rooms.receive(message(3 + count));
      await pass(ms - 1);
      expect(calls).toHaveLength(count);
      await pass(1);
      expect(calls).toHaveLength(count + 1);
    }
    await answer(200, page(2, 3, 4, 5, 6));
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6]);
    await pass(100_000);
    expect(calls).toHaveLength(4);
  });

  it('are asked for as late as the server says, and up to a quarter later', async () => {
    const { rooms, calls, answer } = await opened();
    rooms.receive(message(3));
    await answer(429, { code: 'rate-limited', retryAfterSeconds: 20 });
    await pass(22_499);
    expect(calls).toHaveLength(1);
    await pass(1);
    expect(calls).toHaveLength(2);
  });

  it.each([403, 404])('are not asked for again after a %d', async (status) => {
    const { rooms, calls, answer } = await opened();
    rooms.receive(message(3));
    await answer(status, {});
    await pass(100_000);
    expect(calls).toHaveLength(1);
  });
});
