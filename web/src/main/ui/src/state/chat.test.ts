import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, type Message, type OutboxStore, type Unsent } from '../../client';
import { FakeSockets } from '../../client/testing/fake-socket';
import { Chat } from './chat';

const CONVERSATION = '/api/v1/conversations/conv';
const message = (seq: number, changes: Partial<Message> = {}): Message => ({
  messageId: `m${seq}`,
  conversationId: 'conv',
  seq,
  senderId: 'bob',
  body: `text ${seq}`,
  sentAt: '2026-01-01T00:00:00.000Z',
  ...changes,
});
const update = (seq: number, changes: Partial<Message> = {}): object => ({
  type: 'update',
  cursor: `c${seq}`,
  kind: 'message.sent',
  data: message(seq, changes),
});

const unsent = (clientMessageId: string): Unsent => ({
  clientMessageId,
  conversationId: 'conv',
  body: 'written before',
  replyTo: null,
  writtenAt: '2026-01-01T00:00:00.000Z',
  problem: null,
});

/** A page in front of a server with one conversation, whose history tests may lengthen. */
function fixture(messages: Message[], left: readonly Unsent[] = []) {
  const calls: string[] = [];
  const historyOf = (query: URLSearchParams): Message[] => {
    const after = Number(query.get('after') ?? 0);
    return messages.filter(({ seq }) => seq > after);
  };
  const answerTo = (url: URL): unknown => {
    switch (url.pathname) {
      case '/api/v1/me':
        return { userId: 'me', username: 'me', displayName: 'Me', roles: [] };
      case '/api/v1/conversations':
        return { items: [{ conversationId: 'conv', kind: 'group', title: 'Team', unread: 0 }], next: null };
      case CONVERSATION:
        return { conversationId: 'conv', kind: 'group', title: 'Team', members: [{ userId: 'bob', displayName: 'Bob' }] };
      case `${CONVERSATION}/messages`:
        return { items: historyOf(url.searchParams), next: null, previous: null };
      case `${CONVERSATION}/messages/m1`:
        return message(1, { senderId: 'me', body: 'edited', editedAt: '2026-01-01T00:01:00.000Z' });
      default:
        return { headerName: 'X-CSRF-Token', token: 'token', ticket: 'ticket' };
    }
  };
  const api = new Api((input) => {
    const path = input instanceof Request ? input.url : input.toString();
    calls.push(path);
    return Promise.resolve(new Response(JSON.stringify(answerTo(new URL(path, 'http://server')))));
  });
  const sockets = new FakeSockets();
  const signedOut = vi.fn();
  const environment = { online: () => true, watch: () => () => undefined };
  let leave: (messages: readonly Unsent[]) => void = () => undefined;
  const storeOf = (): OutboxStore => ({
    adopt: (found) => {
      leave = found;
      found(left);
      return Promise.resolve();
    },
    put: () => undefined,
    remove: () => undefined,
    clear: () => Promise.resolve(),
    close: () => undefined,
  });
  const chat = new Chat({ api, openSocket: sockets.open, storeOf, environment, signedOut, visible: () => true });
  const seqs = (): number[] | undefined => chat.rooms.get('conv')?.timeline.messages.map(({ seq }) => seq);
  const historyCalls = (): string[] => calls.filter((path) => path.startsWith(`${CONVERSATION}/messages`));
  /** Another page goes, and leaves these. */
  const restore = (...messages: readonly Unsent[]): void => {
    leave(messages);
  };
  return { calls, chat, sockets, signedOut, seqs, historyCalls, restore };
}

const pass = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** The fixture with its conversation opened and its feed started. */
async function opened(messages: Message[]) {
  const all = fixture(messages);
  all.chat.select('conv');
  void all.chat.start();
  await pass();
  all.sockets.last.welcome();
  await pass();
  return all;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the chat', () => {
  it('subscribes first, then fetches', async () => {
    const { chat, sockets, seqs, historyCalls } = fixture([message(1)]);
    chat.select('conv');
    void chat.start();
    await pass();
    expect(sockets.all).toHaveLength(1);
    expect(historyCalls()).toEqual([]);
    sockets.last.welcome();
    await pass();
    expect(seqs()).toEqual([1]);
    expect(chat.list.value.status).toBe('ready');
  });

  it('fetches all the same when there is no socket to be had', async () => {
    const { chat, sockets, seqs } = fixture([message(1)]);
    chat.select('conv');
    void chat.start();
    await pass();
    sockets.last.drop();
    await pass();
    expect(seqs()).toEqual([1]);
  });

  it('loads what is opened, and what another page has left, while the list is still on its way', async () => {
    for (const left of [[], [unsent('old')]]) {
      const { chat, sockets, seqs, restore } = fixture([message(1)]);
      void chat.start();
      await pass();
      sockets.last.welcome();
      restore(...left);
      chat.select('conv');
      expect(chat.list.value.status).toBe('loading');
      await pass();
      expect(seqs()).toEqual([1]);
      expect(chat.rooms.get('conv')).toMatchObject({ status: 'ready', timeline: { local: left.map(() => ({})) } });
    }
  });

  it('fetches what is missing when the feed skips a message', async () => {
    const messages = [message(1)];
    const { sockets, seqs, historyCalls } = await opened(messages);
    messages.push(message(2), message(3), message(4));
    sockets.last.push(update(3));
    sockets.last.push(update(4));
    await pass();
    expect(seqs()).toEqual([1, 2, 3, 4]);
    expect(historyCalls()).toContain(`${CONVERSATION}/messages?after=1&limit=200`);
  });

  it('fetches nothing again after a resume', async () => {
    const { sockets, seqs, calls } = await opened([message(1)]);
    const fetches = (): number => calls.filter((path) => path.startsWith('/api/v1/conversations')).length;
    const before = fetches();
    sockets.last.push(update(2));
    sockets.last.drop();
    await pass(500);
    sockets.last.welcome('c9');
    sockets.last.push(update(3));
    await pass();
    expect(sockets.all).toHaveLength(2);
    expect(seqs()).toEqual([1, 2, 3]);
    expect(fetches()).toBe(before);
  });

  it('forgets and fetches everything after a resync', async () => {
    const messages = [message(1), message(2)];
    const { sockets, seqs } = await opened(messages);
    messages.splice(0, 2, message(1, { messageId: 'restored', body: 'from the backup' }));
    sockets.last.push({ type: 'resync', reason: 'epoch-changed' });
    expect(seqs()).toEqual([]);
    await pass(1000);
    sockets.last.welcome('d0');
    await pass();
    expect(seqs()).toEqual([1]);
  });

  it('shows a message at once and once, from writing to the update', async () => {
    const { chat, sockets } = await opened([message(1)]);
    const rows = (): unknown[] => {
      const timeline = chat.rooms.get('conv')?.timeline;
      return [...(timeline?.messages ?? []), ...(timeline?.local ?? [])].map(({ body }) => body);
    };
    chat.send('conv', 'hi');
    expect(rows()).toEqual(['text 1', 'hi']);
    const [frame] = sockets.last.sentOfType('send') as [{ id: string; clientMessageId: string }];
    expect(frame.clientMessageId).toMatch(/^.{8}-.{4}-7/);
    sockets.last.push({ type: 'ack', id: frame.id, clientMessageId: frame.clientMessageId, messageId: 'm2', seq: 2 });
    sockets.last.push(update(2, { senderId: 'me', body: 'hi' }));
    expect(rows()).toEqual(['text 1', 'hi']);
    expect(chat.rooms.get('conv')?.timeline.local).toEqual([]);
  });

  it('keeps a rejected message until it is sent again by hand, with the same id', async () => {
    const { chat, sockets } = await opened([]);
    chat.send('conv', 'hi');
    const [first] = sockets.last.sentOfType('send') as [{ id: string }];
    sockets.last.push({ type: 'reject', id: first.id, problem: { status: 403, code: 'muted' } });
    const [failed] = chat.rooms.get('conv')?.timeline.local ?? [];
    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'muted' } });
    if (failed !== undefined) {
      chat.retry(failed);
    }
    expect(sockets.last.sentOfType('send')).toMatchObject([{ id: first.id }, { id: first.id }]);
  });

  it('shows a message as pending that the server puts off, and sends it again by itself', async () => {
    const { chat, sockets } = await opened([]);
    chat.send('conv', 'hi');
    const [first] = sockets.last.sentOfType('send') as [{ id: string }];
    sockets.last.push({ type: 'reject', id: first.id, problem: { status: 429, code: 'rate-limited' } });
    expect(chat.rooms.get('conv')?.timeline.local).toMatchObject([{ state: 'pending', problem: undefined }]);
    await pass(1000);
    expect(sockets.last.sentOfType('send')).toMatchObject([{ id: first.id }, { id: first.id }]);
  });

  it('shows an edit and a deletion of the feed, in the conversation and in the list', async () => {
    const { chat, sockets } = await opened([message(1)]);
    const body = (): unknown => chat.rooms.get('conv')?.timeline.messages.at(-1)?.body;
    sockets.last.push(update(2));
    sockets.last.push({ ...update(2, { body: 'edited', editedAt: '2026-01-01T00:01:00.000Z' }), cursor: 'c3', kind: 'message.edited' });
    expect(body()).toBe('edited');
    expect(chat.list.value.items[0]?.lastMessage?.body).toBe('edited');
    sockets.last.push({ ...update(2, { body: null, deletedAt: '2026-01-01T00:02:00.000Z' }), cursor: 'c4', kind: 'message.deleted' });
    expect(body()).toBeNull();
    expect(chat.list.value.items[0]?.lastMessage?.body).toBeNull();
    expect(chat.list.value.items[0]?.unread).toBe(0);
  });

  it('edits a message, and shows it before the feed brings it', async () => {
    const { chat, calls } = await opened([message(1, { senderId: 'me' })]);
    await chat.edit(message(1, { senderId: 'me' }), 'edited');
    expect(calls).toContain(`${CONVERSATION}/messages/m1`);
    expect(chat.rooms.get('conv')?.timeline.messages).toMatchObject([{ messageId: 'm1', body: 'edited' }]);
  });

  it('shows a message in the list that comes while the list is fetched', async () => {
    const { chat, sockets } = await opened([]);
    chat.select(undefined);
    void chat.loadList();
    sockets.last.push(update(1));
    await pass();
    expect(chat.list.value.items).toMatchObject([{ unread: 1, lastMessage: { seq: 1 } }]);
  });

  it('announces others, not oneself', async () => {
    const { chat, sockets } = await opened([]);
    sockets.last.push(update(1, { senderId: 'me' }));
    expect(chat.arrival.value).toBeUndefined();
    sockets.last.push(update(2));
    expect(chat.arrival.value).toMatchObject({ sender: 'Bob', conversation: 'Team', message: { seq: 2 } });
  });

  it('counts as unread only what is not in front of the reader', async () => {
    const { chat, sockets } = await opened([]);
    sockets.last.push(update(1));
    expect(chat.list.value.items[0]?.unread).toBe(0);
    chat.select(undefined);
    sockets.last.push(update(2));
    expect(chat.list.value.items[0]?.unread).toBe(1);
  });

  it('says once what was read, and nothing of what was never opened', async () => {
    const { chat, sockets } = await opened([message(1), message(2)]);
    chat.seen('conv');
    chat.seen('conv');
    chat.seen('never opened');
    await pass(1000);
    expect(sockets.last.sentOfType('read')).toMatchObject([{ conversationId: 'conv', seq: 2 }]);
  });

  it('shows again what an earlier page left unsent, in its conversation and with its history', async () => {
    const { chat, sockets, seqs } = fixture([message(1)], [unsent('old')]);
    void chat.start();
    await pass();
    sockets.last.welcome();
    await pass();
    expect(seqs()).toEqual([1]);
    expect(chat.rooms.get('conv')?.timeline.local).toMatchObject([{ clientMessageId: 'old', state: 'pending' }]);
    expect(sockets.last.sentOfType('send')).toMatchObject([{ clientMessageId: 'old' }]);
  });

  it('leaves when the session is revoked', async () => {
    const { sockets, signedOut } = await opened([]);
    expect(signedOut).not.toHaveBeenCalled();
    sockets.last.drop(4401);
    expect(signedOut).toHaveBeenCalledOnce();
  });
});
