import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, type ConversationSummary } from '../../client';
import { ConversationList } from './conversation-list';
import { withLastMessage, withRead } from './conversations';

const summary = (conversationId: string, changes: Partial<ConversationSummary> = {}): ConversationSummary => ({
  conversationId,
  kind: 'group',
  title: conversationId,
  lastMessage: null,
  unread: 0,
  ...changes,
});
const message = (conversationId: string, seq: number) =>
  ({ messageId: `m${seq}`, conversationId, seq, senderId: 'bob', body: 'hi', sentAt: '2026-01-01T00:00:00.000Z' }) as const;

/** A list in front of a server that a test speaks for. */
function fixture() {
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
  const list = new ConversationList(api, (items) => withRead(items, 'selected'));
  return { list, calls, answer };
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

describe('the list', () => {
  it('keeps what the feed has changed while it was fetched', async () => {
    const { list, answer } = fixture();
    void list.load();
    await answer(200, { items: [summary('a'), summary('b')], next: null });
    void list.load();
    list.change((items) => withLastMessage(items, message('b', 7), true) ?? items);
    await answer(200, { items: [summary('a'), summary('b'), summary('new')], next: null });
    expect(list.state.value.items).toMatchObject([
      { conversationId: 'b', unread: 1, lastMessage: { seq: 7 } },
      { conversationId: 'a' },
      { conversationId: 'new' },
    ]);
  });

  it('counts a message once that the server knows of already', async () => {
    const { list, answer } = fixture();
    void list.load();
    await answer(200, { items: [summary('a')], next: null });
    void list.load();
    list.change((items) => withLastMessage(items, message('a', 7), true) ?? items);
    await answer(200, { items: [summary('a', { unread: 1, lastMessage: message('a', 7) })], next: null });
    expect(list.state.value.items).toMatchObject([{ unread: 1, lastMessage: { seq: 7 } }]);
  });

  it('takes no change of before for one of now', async () => {
    const { list, answer } = fixture();
    void list.load();
    await answer(200, { items: [summary('a')], next: null });
    list.change((items) => withLastMessage(items, message('a', 7), true) ?? items);
    void list.load();
    await answer(200, { items: [summary('a')], next: null });
    expect(list.state.value.items).toMatchObject([{ unread: 0, lastMessage: null }]);
  });

  it('has the conversations of all pages', async () => {
    const { list, calls, answer } = fixture();
    void list.load();
    await answer(200, { items: [summary('a')], next: '7' });
    expect(list.state.value.status).toBe('loading');
    await answer(200, { items: [summary('b')], next: '3' });
    await answer(200, { items: [summary('c')], next: null });
    expect(list.state.value).toMatchObject({ status: 'ready', items: [{}, {}, { conversationId: 'c' }] });
    expect(calls.at(-1)).toBe('/api/v1/conversations?after=3');
  });

  it('is fetched again after a failure, ever more rarely, and shown as it was until then', async () => {
    const { list, calls, answer } = fixture();
    void list.load();
    await answer(200, { items: [summary('a')], next: null });
    list.outdated();
    for (const [count, ms] of [[2, 250], [3, 500], [4, 1000]] as const) {
      await answer(503, {});
      expect(list.state.value).toMatchObject({ status: 'failed', items: [{ conversationId: 'a' }] });
      list.outdated();
      await pass(ms - 1);
      expect(calls).toHaveLength(count);
      await pass(1);
      expect(calls).toHaveLength(count + 1);
    }
    await answer(200, { items: [summary('a'), summary('new')], next: null });
    expect(list.state.value).toMatchObject({ status: 'ready', items: [{}, { conversationId: 'new' }] });
    await pass(100_000);
    expect(calls).toHaveLength(5);
  });

  it('is fetched at once when its reader asks for it, and not a second time for the failure before', async () => {
    const { list, calls, answer } = fixture();
    void list.load();
    await answer(503, {});
    void list.load();
    expect(calls).toHaveLength(2);
    await answer(200, { items: [], next: null });
    await pass(100_000);
    expect(calls).toHaveLength(2);
  });
});
